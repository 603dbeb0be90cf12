"""The other process, seen from the one that shows the screen."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

END_SECONDS = 5.0
CLOSE_SECONDS = 2.0
"""While it still imports torch, it does not see the end of its input; but then it has no run to end."""


class ProcessEnded(Exception):
    """The process has ended; `status` says how (negative: a signal)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class WorkerProcess:
    """A process with torch imported, or still importing it.

    Attributes:
        forks: whether it serves run after run, each in a process of its own, or a single one. macOS can
            fork, but its libraries start threads, which a forked process does not have.
    """

    forks = hasattr(os, "fork") and sys.platform != "darwin"

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            # -P: nothing in the student's folder may take the place of a library here.
            [sys.executable, "-P", "-m", "autograder.check.child", "forks" if self.forks else "once"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=_environment(os.environ),
            # Ctrl-C is for the process that shows the screen alone.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._told: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, request: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        # If it has ended, the next `receive` says so.
        with suppress(OSError):
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()

    def receive(self, seconds: float) -> dict[str, Any]:
        """The next thing that it tells.

        Raises:
            TimeoutError: it tells nothing for so long.
            ProcessEnded: it has ended.
        """
        try:
            told = self._told.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if told is None:
            raise ProcessEnded(self._process.wait())
        return told

    def end_run(self) -> bool:
        """End the run that is under way; whether the process can do another one."""
        if self.forks:
            self.send({"do": "end"})
            with suppress(TimeoutError, ProcessEnded):
                while self.receive(END_SECONDS)["what"] != "exited":
                    pass
                return True
        self.close()
        return False

    def close(self) -> None:
        """End it, with the run that is under way."""
        assert self._process.stdin is not None
        if not self.forks:
            self._process.kill()
        # A process that forks sees the end of its input, and ends the run first.
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout=CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                # A run that was killed leaves half a line.
                with suppress(ValueError):
                    self._told.put(json.loads(line))
        self._told.put(None)


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """One thread, no window, no compiler, nothing written beside the student's files, as in grading."""
    kept = {name: value for name, value in own.items() if not name.startswith("PYTEST_")}
    return kept | {
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        # Assertions and the sentences of tests would be left out.
        "PYTHONOPTIMIZE": "",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MPLBACKEND": "Agg",
        "TORCH_COMPILE_DISABLE": "1",
    }
