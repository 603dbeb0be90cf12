"""Processes of this machine that hold the tests of an assignment and are handed one thing after another."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from types import ModuleType
from typing import Any, TypeVar

from ..errors import GraderFault, UsageError
from ..sandbox.environment import bare_environment
from ..sandbox.processes import zygote_environment
from ..sandbox.spare import Spare
from ..text import printable

STARTS_MOST = 3
"""So often processes may be killed before any of them is ready: another may have done that."""

IMPORTED_ONCE = "autograder.sandbox.worker"
"""Imports torch, and nothing of tests or references."""

NAME_OF_SOCKET = len("/pymp-12345678/listener-12345678")
SOCKET_MOST = 107
"""Bytes of the path of a socket (Linux's `sun_path`); multiprocessing makes it among temporary files."""

NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"

T = TypeVar("T")

_failure: UsageError | GraderFault | None = None


class Pool:
    """Processes that are started when they are first needed.

    Args:
        number: how many.
        start: what each of them does first. Whatever it raises is raised in place of each outcome.
        given: what `start` is called with, behind a process that may become a zygote.
        threads: whether torch may have more than one thread in them. If not, the zygotes of all of them
            are forks of one process, in which torch is imported once.
    """

    lost: tuple[type[Exception], ...] = (BrokenExecutor,)
    """What is raised in place of an outcome where a process has ended."""

    def __init__(
        self, number: int, start: Callable[..., object], given: tuple[Any, ...], *, threads: bool = False
    ) -> None:
        self._number = number
        self._start = start
        self._given = given
        # Never forked from this process: it has threads, and forking beside threads may hang.
        forkable = _can_fork()
        self._context: BaseContext = multiprocessing.get_context("forkserver" if forkable else "spawn")
        self._context.set_forkserver_preload([IMPORTED_ONCE])
        self._with_spares = forkable and not threads
        self._failed_starts = 0
        self._renew()

    def submit(self, job: Callable[..., T], *arguments: Any) -> Future[T]:
        """Have something done, by whichever of them is idle."""
        if len(self._processes) == self._number:
            return self._executor.submit(_do, job, *arguments)
        before = multiprocessing.active_children()
        # Inherited by those that this starts: Ctrl-C is for the class, which finishes what runs.
        environment = zygote_environment() if self._with_spares else bare_environment()
        with _interrupts_held_back(), _environment(environment), _without_main():
            future = self._executor.submit(_do, job, *arguments)
        self._processes += [one for one in multiprocessing.active_children() if one not in before]
        return future

    def replace(self) -> None:
        """Put others in the place of processes that have ended.

        Raises:
            GraderFault: they end before they are ready.
        """
        self._executor.shutdown(cancel_futures=True)
        if self._ready.is_set():
            self._failed_starts = 0
        else:
            self._failed_starts += 1
            self._refuse_failed_starts()
        self._renew()

    def close(self) -> None:
        self._executor.shutdown()

    def abandon(self) -> None:
        """End the processes, whatever they are doing."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.kill()

    def _renew(self) -> None:
        self._ready: Event = self._context.Event()
        self._processes: list[BaseProcess] = []
        given = (self._ready, self._start, self._given, self._with_spares)
        self._executor = ProcessPoolExecutor(self._number, self._context, _begin, given)

    def _refuse_failed_starts(self) -> None:
        # Where one ends, the pool ends the others by SIGTERM.
        statuses = {one.exitcode for one in self._processes} - {None, -signal.SIGTERM}
        by_themselves = sorted(status for status in statuses if status is not None and status >= 0)
        if by_themselves:
            raise GraderFault(
                f"a process that should grade ends while it starts, with status {by_themselves[0]}: "
                "does a file of the tests, or what it imports, end the program?"
            )
        if self._failed_starts >= STARTS_MOST:
            signals = ", ".join(signal.Signals(-status).name for status in statuses if status is not None)
            raise GraderFault(
                f"processes that should grade were ended {self._failed_starts} times while they started "
                f"({signals or 'SIGTERM'}): is memory short?"
            )


def _can_fork() -> bool:
    """Whether there can be one process that the others are forks of, and that is asked for them.

    On macOS, torch's libraries have threads as soon as they are loaded. Options of this interpreter, such
    as `-W error` or PYTHONDEVMODE, would reach student code by way of the forks.
    """
    socket = len(os.fsencode(tempfile.gettempdir())) + NAME_OF_SOCKET
    options = sys.warnoptions or sys._xoptions or sys.flags.dev_mode
    return sys.platform == "linux" and socket <= SOCKET_MOST and not options


def _begin(ready: Event, start: Callable[..., object], given: tuple[Any, ...], with_spare: bool) -> None:
    global _failure
    # First of all: there are no threads yet, and nothing has been read that students must not see.
    spare = Spare.fork() if with_spare else None
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    try:
        start(spare, *given)
    except (UsageError, GraderFault) as error:
        _failure = error
    except BaseException as error:
        # A pool would print where it was raised, and start another process, which would do the same.
        _failure = GraderFault(f"a process that should grade cannot start: {_told(error)}")
    ready.set()


def _do(job: Callable[..., T], *arguments: Any) -> T:
    if _failure is not None:
        raise _failure
    return job(*arguments)


def _told(error: BaseException) -> str:
    return printable(" ".join(f"{type(error).__name__}: {error}".split()))


def _end_with_the_parent() -> None:
    """End this process where that which started it ends, even if it is killed: it would wait for ever."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Give what is started meanwhile an environment that changes no mark."""
    own = dict(os.environ)
    os.environ.clear()
    # Nor do modules that lie where the grader happens to be.
    os.environ.update({**wanted, "PYTHONSAFEPATH": "1"})
    if (own_choice := own.get(NO_BYTECODE)) is not None:
        os.environ[NO_BYTECODE] = own_choice
    else:
        os.environ.pop(NO_BYTECODE, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(own)


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep processes from importing the program that starts them: they need none of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
