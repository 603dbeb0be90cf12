"""A process that has imported torch once and forks a child for each exercise.

Started as `python -m autograder.sandbox.zygote` with its control socket as standard input. It never
sees a test, a reference or a submission: what it needs comes over the socket, the student's files
only to the child that runs them.
"""

from __future__ import annotations

import gc
import importlib
import importlib.machinery
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from ..testing.observing import Request, observe
from ..testing.recipes import Axes
from . import worker
from .encoding import encode_observation
from .isolation import CHANNEL, Isolation, pid_namespace, prepare, python_folders
from .limits import MIB
from .wire import PREFIX, Closed, Frame, receive, receive_rest, send


def main() -> None:
    control = socket.socket(fileno=os.dup(0))
    configuration = receive(control, 0).header
    for package in configuration["preload"]:
        importlib.import_module(package)
    _warm_up()
    _forget_the_grader()
    isolation = Isolation(configuration["off"])
    prepare(isolation)
    gc.collect()
    gc.freeze()
    gc.disable()
    send(control, Frame({"ready": True}))
    _serve(control, isolation)


def _serve(control: socket.socket, isolation: Isolation) -> None:
    while True:
        try:
            prefix, descriptors, _flags, _address = socket.recv_fds(control, PREFIX.size, 1)
            if not prefix:
                return
            request = receive_rest(control, prefix, 0).header
        except Closed:
            return
        if request["do"] == "fork":
            pid = _fork(descriptors[0], Path(request["scratch"]), isolation)
            send(control, Frame({"pid": pid}))
        else:
            send(control, Frame(_end(request["pid"])))


def _fork(channel: int, scratch: Path, isolation: Isolation) -> int:
    with pid_namespace(isolation):
        pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.dup2(channel, CHANNEL)
            worker.live(socket.socket(fileno=CHANNEL), scratch, isolation)
            status = 0
        finally:
            os._exit(status)
    os.close(channel)
    return pid


def _end(pid: int) -> dict[str, Any]:
    """Kill a child with its whole process group; say how it ended and what it took."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    _pid, status, used = os.wait4(pid, 0)
    return {"status": os.waitstatus_to_exitcode(status), "cpu": used.ru_utime + used.ru_stime}


def _warm_up() -> None:
    """Touch what most exercises use first, so that children need not do so one by one."""
    import torch
    import torch._dynamo  # torch.optim does so at its first use, which takes most of a second

    torch.set_num_threads(1)
    worker.start_afresh()
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
