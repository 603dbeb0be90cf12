"""A process with torch imported that becomes a zygote, and saves the wait for a second import."""

from __future__ import annotations

import os
import socket
import sys
import time
from contextlib import suppress
from subprocess import TimeoutExpired

LOOK_SECONDS = 0.01
DESCRIPTORS_MOST = 4096


class Forked:
    """A forked child, with the part of `subprocess.Popen` that is needed here."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._status: int | None = None

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, at most `timeout` seconds.

        Raises:
            TimeoutExpired: it has not ended by then.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if timeout is not None and deadline is not None and time.monotonic() > deadline:
                raise TimeoutExpired("a forked process", timeout)
            time.sleep(LOOK_SECONDS)
        return status

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, 9)


class Spare:
    """A process that waits for the configuration that makes it a zygote.

    It is a fork of this process from before it read a test or a reference.

    Attributes:
        process: the process.
        control: the socket to it.
    """

    def __init__(self, process: Forked, control: socket.socket) -> None:
        self.process = process
        self.control = control

    @classmethod
    def fork(cls) -> Spare:
        """Fork it. This process must have no other thread, and must hold no secret yet."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            with suppress(BaseException):
                _become_zygote(theirs)
            os._exit(1)
        theirs.close()
        return cls(Forked(pid), ours)


def _become_zygote(control: socket.socket) -> None:
    from .zygote import main

    os.setpgid(0, 0)  # Ctrl-C is for the grader, which finishes running work
    os.chdir("/")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(control.fileno(), 0)
    os.dup2(nowhere, 1)
    os.closerange(3, DESCRIPTORS_MOST)
    # multiprocessing has replaced this process' own.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    main()
    os._exit(0)
