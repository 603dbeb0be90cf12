"""The grader's side of the zygote and of the children that it forks."""

from __future__ import annotations

import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import GraderFault
from .environment import bare_environment
from .isolation import Isolation
from .limits import MIB
from .memory import Memory
from .patience import Patience
from .spare import Forked, Spare
from .task import Surroundings, Task, imported_late
from .wire import BadFrame, Closed, Frame, receive, send

START_SECONDS = 60.0
"""Processor time for a zygote to import torch; a slow machine takes 10 seconds."""

CONTROL_SECONDS = 30.0
CLOSE_SECONDS = 5.0
SEND_BUFFER = 1 * MIB
ENDED_FROM_OUTSIDE = "a process that runs student code was killed: is the machine out of memory?"


@dataclass(frozen=True)
class Ended:
    """How a child ended.

    Attributes:
        status: its exit status, or minus the number of the signal that ended it.
        cpu_seconds: its processor time.
        by_itself: whether it ended before this side killed it.
    """

    status: int
    cpu_seconds: float
    by_itself: bool


class Timeout(Exception):
    """A child gave no answer in time."""


class Died(Exception):
    """A child ended, or sent no valid answer."""


class Zygote:
    """A process with torch imported that forks children; if it ends, another replaces it.

    Args:
        isolation: the layers that cut its children off.
        surroundings: of its children's exercises.
        spare: becomes its first process, if there is one.
    """

    def __init__(
        self,
        isolation: Isolation,
        surroundings: Surroundings = Surroundings(),
        spare: Spare | None = None,
    ) -> None:
        self._isolation = isolation
        self._surroundings = surroundings
        self._spare = spare
        self._running: _Running | None = None

    def __enter__(self) -> Zygote:
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the process without waiting for it: it imports torch while others work."""
        if self._running is None or not self._running.alive:
            self.close()
            self._running = _Running.start(self._isolation, self._surroundings, self._spare)
            self._spare = None

    @property
    def pid(self) -> int | None:
        """Its process; None before the start and after the end."""
        return self._running.pid if self._running is not None else None

    def close(self) -> None:
        if self._running is not None:
            self._running.close()
        self._running = None

    def fork(self, task: Task) -> Child:
        """Fork a child for a task.

        Raises:
            GraderFault: the zygote fails.
        """
        self.start()
        assert self._running is not None
        scratch = Path(tempfile.mkdtemp(prefix="exercise-"))
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        with theirs:
            try:
                pid = self._running.fork(scratch, theirs.fileno(), imported_late(task.files))
            except GraderFault:
                ours.close()
                shutil.rmtree(scratch, ignore_errors=True)
                raise
        child = Child(self._running, pid, ours, scratch, task)
        try:
            child.start()
        except (OSError, Closed, BadFrame) as error:
            child.close()
            raise GraderFault(f"a process cannot be made ready: {_told(error)}") from None
        return child


class _Running:
    """A zygote's process, from its start to its end."""

    def __init__(self, process: subprocess.Popen[bytes] | Forked, control: socket.socket) -> None:
        self._process = process
        self._control = control
        self._ready = False

    @classmethod
    def start(cls, isolation: Isolation, surroundings: Surroundings, spare: Spare | None) -> _Running:
        running = cls(spare.process, spare.control) if spare is not None else cls._executed()
        running._send(surroundings.frame({"off": dict(isolation.off)}), [], START_SECONDS)
        return running

    @classmethod
    def _executed(cls) -> _Running:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-m", "autograder.sandbox.zygote"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd="/",
                env=zygote_environment(),
                process_group=0,  # Ctrl-C is for the grader, which finishes running work
            )
        return cls(process, ours)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, scratch: Path, channel: int, imports: Sequence[str]) -> int:
        """Fork a child; returns its process id.

        Args:
            scratch: an empty folder of its own.
            channel: the descriptor of its socket.
            imports: modules to import before the fork.
        """
        request = Frame({"do": "fork", "scratch": str(scratch), "imports": list(imports)})
        reply = self._asked(request, [channel])
        return int(reply["pid"])

    def end(self, pid: int, *, ending: bool) -> Ended:
        """Kill and reap a child with its process group.

        Args:
            pid: the child.
            ending: whether it seems to end by itself.
        """
        reply = self._asked(Frame({"do": "end", "pid": pid, "ending": ending}), [])
        return Ended(reply["status"], reply["cpu"], reply["by_itself"])

    def close(self) -> None:
        self._control.close()
        patience = Patience(self.pid, CLOSE_SECONDS)
        while self.alive:
            try:
                self._process.wait(timeout=patience())
            except subprocess.TimeoutExpired:
                continue
            except TimeoutError:
                self._process.kill()
                self._process.wait()

    def _asked(self, request: Frame, descriptors: list[int]) -> dict[str, Any]:
        if not self._ready:
            with self._killed_where_it_fails():
                _refuse_failure(self._receive(START_SECONDS))
            self._ready = True
        self._send(request, descriptors, CONTROL_SECONDS)
        return self._receive(CONTROL_SECONDS)

    def _send(self, frame: Frame, descriptors: list[int], seconds: float) -> None:
        with self._killed_where_it_fails():
            if descriptors:
                # Never blocks: the last request was answered, and this one is small.
                socket.send_fds(self._control, [frame.packed()], descriptors)
            else:
                send(self._control, frame, Patience(self.pid, seconds))

    def _receive(self, seconds: float) -> dict[str, Any]:
        with self._killed_where_it_fails():
            return receive(self._control, 0, Patience(self.pid, seconds)).header

    @contextmanager
    def _killed_where_it_fails(self) -> Iterator[None]:
        try:
            yield
        except (OSError, Closed, BadFrame) as error:
            self._process.kill()
            self.close()
            reason = "start" if not self._ready else "answer"
            raise GraderFault(f"the zygote does not {reason}: {_told(error)}") from None


class Child:
    """A process that serves one exercise."""

    def __init__(self, zygote: _Running, pid: int, channel: socket.socket, scratch: Path, task: Task) -> None:
        self._zygote = zygote
        self._pid = pid
        self._channel = channel
        self._scratch = scratch
        self._task = task
        self._memory: Memory | None = None
        self.ended: Ended | None = None

    def start(self) -> None:
        """Send the child its task and wait until it is isolated, before any student code runs.

        Raises:
            OSError: the child reports a failure.
        """
        patience = Patience(self._pid, CONTROL_SECONDS)
        send(self._channel, self._task.frame(), patience)
        _refuse_failure(receive(self._channel, 0, patience).header)
        self._memory = Memory.of(self._pid)

    def ask(self, header: dict[str, Any], body: bytes, seconds: float) -> Frame:
        """Send a request and wait for its answer.

        Args:
            header: the request.
            body: its tensors or files.
            seconds: the child's limit of processor time, as in `Patience`.

        Raises:
            Timeout: it took more; it is killed.
            Died: it ended, or sent no valid answer; it is killed.
            GraderFault: it was killed from outside.
        """
        token = secrets.token_hex(8)
        patience = Patience(self._pid, seconds)
        most = self._task.limits.result_mib * MIB + MIB
        with self._killed_where_it_fails(patience):
            send(self._channel, Frame({**header, "token": token}, body), patience)
            reply = receive(self._channel, most, patience)
            # On a busy machine it may have gone over the limit unseen.
            patience.check()
            if reply.header.get("token") != token:
                raise BadFrame("not the answer to this request")
        return reply

    def met_memory_limit(self) -> bool:
        """Whether it has ever used almost all of its memory, by the kernel's own count."""
        return self._memory is not None and self.ended is None and self._memory.met_limit()

    def close(self, *, ending: bool = False) -> None:
        """Kill the child and remove all that it left.

        Args:
            ending: whether it seems to end by itself.
        """
        if self.ended is None:
            self._channel.close()
            if self._memory is not None:
                self._memory.close()
                self._memory = None
            try:
                self.ended = self._zygote.end(self._pid, ending=ending)
            finally:
                shutil.rmtree(self._scratch, ignore_errors=True)

    @contextmanager
    def _killed_where_it_fails(self, patience: Patience) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            self.close()
            raise Timeout from None
        except (Closed, BadFrame, OSError) as error:
            self.close(ending=isinstance(error, Closed))
            assert self.ended is not None
            if patience.used_up_by(self.ended.cpu_seconds):
                raise Timeout from None
            if self._was_ended_from_outside(self.ended):
                raise GraderFault(ENDED_FROM_OUTSIDE) from None
            raise Died(str(error)) from None

    def _was_ended_from_outside(self, ended: Ended) -> bool:
        """Whether something outside killed it: it may not kill itself, and met no limit of processor time."""
        killed = ended.by_itself and ended.status == -signal.SIGKILL
        return killed and ended.cpu_seconds < self._task.limits.exercise_seconds


def _refuse_failure(header: dict[str, Any]) -> None:
    """Raise what keeps a process of ours from getting ready; it has run no student code."""
    if (reason := header.get("failed")) is not None:
        raise OSError(reason)


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__


def zygote_environment() -> dict[str, str]:
    """The environment of a zygote and of the children that it forks."""
    return {
        **bare_environment(),
        "PYTHONDONTWRITEBYTECODE": "1",
        # Even if student code asks torch for more: a child can start no threads.
        "OMP_THREAD_LIMIT": "1",
        # Otherwise glibc returns the pages of every large tensor, and the kernel clears them again for
        # the next: a sixth of the time of the training on all names.
        "GLIBC_TUNABLES": "glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=4294967296",
    }
