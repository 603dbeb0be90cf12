"""A process that imports torch once and forks a child for each exercise.

It starts as `python -m autograder.sandbox.zygote` with its control socket as standard input. It never
sees a test, a reference or a submission: what it needs comes over the socket, and the student's files
go only to the child that runs them.
"""

from __future__ import annotations

import gc
import importlib
import importlib.machinery
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from .huge_pages import pack_into_huge_pages
from .isolation import CHANNEL, Isolation, pid_namespace, prepare, python_folders
from .limits import MIB
from .patience import Patience
from .task import Surroundings
from .wire import PREFIX, REQUEST_MOST, Closed, Frame, receive, receive_rest, send

END_SECONDS = 0.2
"""Time for a process to end after its channel closes, as in `Patience`; it takes some microseconds."""

Live = Callable[[socket.socket, Path], None]
"""What a child does, given its channel and its scratch folder."""


def main() -> None:
    # The grader may end at any time.
    with suppress(Closed, ConnectionError):
        _serve_exercises(socket.socket(fileno=os.dup(0)))


def _serve_exercises(control: socket.socket) -> None:
    configuration = receive(control, REQUEST_MOST)
    surroundings = Surroundings.from_frame(configuration)

    isolation = Isolation(configuration.header["off"])
    try:
        live = _prepared(surroundings, isolation)
    except Exception as error:
        send(control, Frame({"failed": f"{type(error).__name__}: {error}"}))
        return
    send(control, Frame({"ready": True}))
    _serve(control, isolation, live)


def _prepared(surroundings: Surroundings, isolation: Isolation) -> Live:
    """Get everything ready that children need."""
    # Not at the top: this imports torch, and the grader waits until the configuration is read.
    from ..testing.random_states import seed
    from . import worker

    for package in surroundings.preload:
        importlib.import_module(package)
    prepared = worker.Prepared.of(surroundings)
    _warm_up()
    _forget_the_grader()
    prepare(isolation)
    seed(worker.SEED)
    gc.disable()
    _settle()
    return partial(worker.live, isolation=isolation, prepared=prepared)


def _settle() -> None:
    """Make forks cheap: what is here by now, no child's garbage collector looks at, and so copies."""
    gc.collect()
    gc.freeze()
    pack_into_huge_pages()


def _serve(control: socket.socket, isolation: Isolation, live: Live) -> None:
    scratches: dict[int, Path] = {}
    try:
        while True:
            prefix, descriptors, _flags, _address = socket.recv_fds(control, PREFIX.size, 1)
            if not prefix:
                return
            request = receive_rest(control, prefix, 0).header
            if request["do"] == "fork":
                if new := [module for module in request["imports"] if module not in sys.modules]:
                    for module in new:
                        importlib.import_module(module)
                    _settle()
                scratch = Path(request["scratch"])
                pid = _fork(descriptors[0], scratch, isolation, live)
                scratches[pid] = scratch
                send(control, Frame({"pid": pid}))
            else:
                del scratches[request["pid"]]
                send(control, Frame(_end(request["pid"], ending=request["ending"])))
    finally:
        # The grader has gone: nobody else cleans up.
        for pid, scratch in scratches.items():
            _end(pid, ending=False)
            shutil.rmtree(scratch, ignore_errors=True)


def _fork(channel: int, scratch: Path, isolation: Isolation, live: Live) -> int:
    with pid_namespace(isolation):
        pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.dup2(channel, CHANNEL)
            live(socket.socket(fileno=CHANNEL), scratch)
            status = 0
        finally:
            os._exit(status)
    os.close(channel)
    return pid


def _end(pid: int, *, ending: bool) -> dict[str, Any]:
    """Kill a child with its process group; returns how it ended and its processor time.

    Args:
        ending: whether it seems to end by itself; it then gets some time.
    """
    by_itself = ending and _has_ended(pid)
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    _pid, status, used = os.wait4(pid, 0)
    return {
        "status": os.waitstatus_to_exitcode(status),
        "cpu": used.ru_utime + used.ru_stime,
        "by_itself": by_itself,
    }


def _has_ended(pid: int) -> bool:
    if sys.platform == "darwin":
        return False  # macOS cannot look without reaping
    patience = Patience(pid, END_SECONDS)
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        try:
            time.sleep(min(patience(), 0.001))
        except TimeoutError:
            return False
    return True


def _warm_up() -> None:
    """Use what most exercises use first, so that not every child has to."""
    import torch

    from ..testing.observing import Request, observe
    from ..testing.recipes import Axes
    from .encoding import encode_observation

    torch.set_num_threads(1)
    weights = torch.ones((3, 3))

    def work(weights: torch.Tensor) -> torch.Tensor:
        exponentials = (torch.eye(3) @ weights).exp()
        return (exponentials / exponentials.sum(1, keepdim=True))[torch.arange(3), torch.arange(3)].log()

    observation = observe(work, (weights,), Request(gradient_wrt=0, operations=True))
    encode_observation(observation, MIB)
    if "matplotlib.pyplot" in sys.modules:
        observe(lambda axes: axes.imshow([[0.0]]), (Axes(),))


def _forget_the_grader() -> None:
    """Leave nothing on the import path but the standard library and installed packages."""
    kept = python_folders()
    sys.path[:] = [path for path in sys.path if path in kept]
    standard = (
        importlib.machinery.BuiltinImporter,
        importlib.machinery.FrozenImporter,
        importlib.machinery.PathFinder,
    )
    sys.meta_path[:] = [finder for finder in sys.meta_path if finder in standard]
    sys.dont_write_bytecode = True


if __name__ == "__main__":
    main()
    # Skips the libraries' exit handlers: some report what they have not released.
    os._exit(0)
