"""The grader's side of the zygote and of the children that it forks."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import GraderFault
from .isolation import Isolation
from .limits import MIB
from .wire import BadFrame, Closed, Frame, receive, send
from .worker import Task

START_SECONDS = 120.0
CONTROL_SECONDS = 30.0
SEND_BUFFER = 1 * MIB
MEMORY_MARGIN = 16 * MIB
"""So near to its limit, a process is taken to have met it: a smaller piece was not to be had."""


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit status (negative: a signal) and the processor time it took."""

    status: int
    cpu_seconds: float


class Timeout(Exception):
    """A child gave no answer in time."""


class Died(Exception):
    """A child ended, or sent what is no answer."""


class Zygote:
    """A process with torch imported, which forks children.

    Args:
        isolation: the layers that cut its children off.
        preload: packages to import besides torch.
    """

    def __init__(self, isolation: Isolation, preload: Sequence[str] = ()) -> None:
        self._isolation = isolation
        self._preload = tuple(preload)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Zygote:
        self._start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._control = self._process = None

    def fork(self, task: Task) -> Child:
        """Fork a child for a task.

        Raises:
            GraderFault: the zygote cannot be had.
        """
        scratch = Path(tempfile.mkdtemp(prefix="exercise-"))
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        with theirs:
            request = Frame({"do": "fork", "scratch": str(scratch)})
            try:
                pid = self._asked(request, [theirs.fileno()])["pid"]
            except GraderFault:
                ours.close()
                shutil.rmtree(scratch, ignore_errors=True)
                raise
        child = Child(self, pid, ours, scratch, task)
        deadline = time.monotonic() + CONTROL_SECONDS
        try:
            child.start(deadline)
        except (OSError, Closed, BadFrame) as error:
            child.close()
            raise GraderFault(f"a process cannot be isolated: {type(error).__name__}") from None
        return child

    def end(self, pid: int) -> Ended:
        """Kill and reap a child, with all of its process group."""
        reply = self._asked(Frame({"do": "end", "pid": pid}), [])
        return Ended(reply["status"], reply["cpu"])

    def _asked(self, request: Frame, descriptors: list[int]) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        assert self._control is not None
        deadline = time.monotonic() + CONTROL_SECONDS
        try:
            self._control.settimeout(CONTROL_SECONDS)
            socket.send_fds(self._control, [request.packed()], descriptors)
            return receive(self._control, 0, deadline).header
        except (OSError, Closed, BadFrame) as error:
            self._kill()
            raise GraderFault(f"the zygote does not answer: {type(error).__name__}") from None

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-m", "autograder.sandbox.zygote"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd="/",
                env=_environment(),
            )
        self._control = ours
        deadline = time.monotonic() + START_SECONDS
        try:
            send(ours, Frame({"preload": self._preload, "off": dict(self._isolation.off)}), deadline)
            receive(ours, 0, deadline)
        except (OSError, Closed, BadFrame) as error:
            self._kill()
            raise GraderFault(f"the zygote does not start: {type(error).__name__}") from None

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
        self.close()


class Child:
    """A process that serves one exercise."""

    def __init__(self, zygote: Zygote, pid: int, channel: socket.socket, scratch: Path, task: Task) -> None:
        self._zygote = zygote
        self._pid = pid
        self._channel = channel
        self._scratch = scratch
        self._task = task
        self._memory_limit: int | None = None
        self.ended: Ended | None = None

    def start(self, deadline: float) -> None:
        """Tell the child its task and wait until it is isolated; no student code has run by then."""
        send(self._channel, self._task.frame(), deadline)
        receive(self._channel, 0, deadline)
        self._memory_limit = _kernel_figure(self._pid, "limits", "Max address space")

    def ask(self, header: dict[str, Any], body: bytes, seconds: float) -> Frame:
        """Send a request and wait for its answer.

        Raises:
            Timeout: no answer within `seconds`. The child has been killed.
            Died: it ended, or its answer is no answer. It has been killed.
        """
        token = secrets.token_hex(8)
        deadline = time.monotonic() + seconds
        most = self._task.limits.result_mib * MIB + MIB
        with self._killed_where_it_fails():
            send(self._channel, Frame({**header, "token": token}, body), deadline)
            reply = receive(self._channel, most, deadline)
            if reply.header.get("token") != token:
                raise BadFrame("not the answer to this request")
        return reply

    def met_memory_limit(self) -> bool:
        """Whether its memory has been all but used up at any time, by the kernel's own count."""
        if self._memory_limit is None or self.ended is not None:
            return False
        peak = _kernel_figure(self._pid, "status", "VmPeak:")
        return peak is not None and peak * 1024 > self._memory_limit - MEMORY_MARGIN

    def close(self) -> None:
        """Kill the child and all that it left."""
        if self.ended is None:
            self._channel.close()
            try:
                self.ended = self._zygote.end(self._pid)
            finally:
                shutil.rmtree(self._scratch, ignore_errors=True)

    @contextmanager
    def _killed_where_it_fails(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            self.close()
            raise Timeout from None
        except (Closed, BadFrame, OSError) as error:
            self.close()
            raise Died(str(error)) from None


def _kernel_figure(pid: int, file: str, label: str) -> int | None:
    """The first number behind a label in a file of `/proc`."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
        (line,) = (line for line in lines if line.startswith(label))
        return int(line.removeprefix(label).split()[0])
    except (OSError, ValueError):
        return None


def _environment() -> dict[str, str]:
    """One thread each, the same hashes for everybody, and nothing of the grader's own."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "autograder"
    return {
        "PATH": os.defpath,
        "HOME": tempfile.gettempdir(),
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        # Also where student code asks torch for more: there are no threads to be had in a child.
        "OMP_THREAD_LIMIT": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(cache / "matplotlib"),
    }
