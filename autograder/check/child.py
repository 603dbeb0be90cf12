"""The process that student code runs in: it imports torch and pytest first, then waits for what to run.

Started as `python -m autograder.check.child forks` or `… once`. Each line of its standard input asks
for a run or for the end of one; each line of its standard output tells what became of it. With `forks`,
every run has a process of its own, forked from this one; with `once` this one does a single run and ends.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import FileIO
from typing import Any, TextIO

import pytest
import torch

from .. import testing  # noqa: F401 - so that what every run imports is warm
from .plugin import Telling

LOOK_SECONDS = 0.01
LEFT_OUT = ("cacheprovider", "terminal", "faulthandler", "logging", "warnings", "unraisableexception")
ARGUMENTS = (
    # No configuration but the folder's own conftest.py.
    "--rootdir=.",
    "--confcutdir=.",
    "-c",
    os.devnull,
    "--disable-plugin-autoload",
    "--assert=plain",
    # In memory: pytest's other way of capturing writes files.
    "--capture=sys",
    *(argument for name in LEFT_OUT for argument in ("-p", f"no:{name}")),
)


def main() -> None:
    requests, answers = _channels()
    # A process that has several threads cannot be forked.
    torch.set_num_threads(1)
    serve = {"forks": _serve_by_forks, "once": _serve_once}[sys.argv[1]]
    serve(requests, answers)
    # Without torch's own farewell, for which somebody would wait.
    os._exit(0)


def _channels() -> tuple[FileIO, TextIO]:
    """The pipes to whoever started this process; what student code reads and writes is neither."""
    # Not buffered: what has been read, `select` cannot tell any more.
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    return requests, answers


def _serve_by_forks(requests: FileIO, answers: TextIO) -> None:
    while line := requests.readline():
        request = json.loads(line)
        if request["do"] == "import":
            # What one run has imported, the next one need not.
            for module in request["modules"]:
                importlib.import_module(module)
        if request["do"] != "run":
            continue  # Of a run that had ended by itself already, the end needs no answer.
        pid = os.fork()
        if pid == 0:
            os.setsid()
            _run(request, answers)
        _teller(answers)({"what": "exited", "status": _waited_for(pid, requests)})


def _waited_for(pid: int, requests: FileIO) -> int:
    """How the process of a run ended; it is killed at the next word, or once nobody is there any more."""
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if select.select([requests], [], [], LOOK_SECONDS)[0]:
            requests.readline()
            # At its very beginning it is in no group of its own yet.
            for kill in (os.killpg, os.kill):
                with suppress(ProcessLookupError):
                    kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return -signal.SIGKILL


def _serve_once(requests: FileIO, answers: TextIO) -> None:
    if line := requests.readline():
        threading.Thread(target=_end_at_the_next_word, args=(requests,), daemon=True).start()
        _run(json.loads(line), answers)


def _end_at_the_next_word(requests: FileIO) -> None:
    requests.readline()
    os._exit(1)


def _run(request: dict[str, Any], answers: TextIO) -> None:
    """Run files of tests, and end this process."""
    os.chdir(request["folder"])
    files: Sequence[str] = request["files"]
    pytest.main([*files, *ARGUMENTS], plugins=[Telling(_teller(answers), request["exercises"])])
    # Whatever the student's code has left running does not count.
    os._exit(0)


def _teller(answers: TextIO) -> Callable[[dict[str, Any]], None]:
    def tell(what: dict[str, Any]) -> None:
        # On a line of its own, also where a run that was killed left half a line.
        answers.write(f"\n{json.dumps(what)}\n")
        answers.flush()

    return tell


if __name__ == "__main__":
    main()
