"""Processes of this machine that hold the tests of an assignment and are handed one thing after another."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from typing import Any, TypeVar

from ..errors import GraderFault, UsageError
from ..sandbox.environment import bare_environment
from ..text import printable

STARTS_MOST = 3
"""So often processes may be killed before any of them is ready: another may have done that."""

T = TypeVar("T")

_failure: UsageError | GraderFault | None = None


class Pool:
    """Processes that are started when they are first needed.

    Args:
        number: how many.
        start: what each of them does first. Whatever it raises is raised in place of each outcome.
        given: what `start` is called with.
    """

    lost: tuple[type[Exception], ...] = (BrokenExecutor,)
    """What is raised in place of an outcome where a process has ended."""

    def __init__(self, number: int, start: Callable[..., object], given: tuple[Any, ...]) -> None:
        self._number = number
        self._start = start
        self._given = given
        # Spawned, not forked: they have threads of their own, and forking beside threads may hang.
        self._context = multiprocessing.get_context("spawn")
        self._failed_starts = 0
        self._renew()

    def submit(self, job: Callable[..., T], *arguments: Any) -> Future[T]:
        """Have something done, by whichever of them is idle."""
        if len(self._processes) == self._number:
            return self._executor.submit(_do, job, *arguments)
        before = multiprocessing.active_children()
        # Inherited by those that this starts: Ctrl-C is for the class, which finishes what runs.
        with _interrupts_held_back(), _bare():
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
        given = (self._ready, self._start, self._given)
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


def _begin(ready: Event, start: Callable[..., object], given: tuple[Any, ...]) -> None:
    global _failure
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    try:
        start(*given)
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
def _bare() -> Iterator[None]:
    """Give what is started meanwhile an environment that changes no mark."""
    own = dict(os.environ)
    kept = {name: value for name, value in own.items() if name == "PYTHONDONTWRITEBYTECODE"}
    os.environ.clear()
    os.environ.update(bare_environment() | kept)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(own)
