"""Grading processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.util import Finalize
from typing import Any

from ..course import Assignment
from ..sandbox.isolation import Isolation
from .worker import Grader, Job, Outcome

AHEAD = 2
"""Submissions handed out to each process."""

_grader: Grader | None = None


class LocalWorkers:
    """A pool of processes, each started when it is first needed."""

    lost: tuple[type[Exception], ...] = (BrokenExecutor,)

    def __init__(self, assignment: Assignment, isolation: Isolation, number: int) -> None:
        self._given = (assignment, isolation)
        self._isolation = isolation
        self._number = number
        self._pool = self._new_pool()

    @property
    def ahead(self) -> int:
        return AHEAD * self._number

    def submit(self, job: Job) -> Future[Outcome]:
        # Inherited by the processes that this starts: Ctrl-C is for the class, which finishes what runs.
        with _interrupts_held_back():
            return self._pool.submit(_grade, job)

    def replace(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new_pool()

    def about(self) -> dict[str, Any]:
        return {"workers": self._number, "isolation": self._isolation.as_json()}

    def close(self) -> None:
        self._pool.shutdown()

    def abandon(self) -> None:
        """End the processes, whatever they are doing."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.kill()

    def _new_pool(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a grading process has threads of its own, and forking beside threads may hang.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._number, context, _start, self._given)


@contextmanager
def local_workers(
    assignment: Assignment, submissions: int, *, isolation: Isolation, number: int
) -> Iterator[LocalWorkers]:
    """So many grading processes, but no more than there are submissions."""
    workers = LocalWorkers(assignment, isolation, max(1, min(number, submissions)))
    try:
        yield workers
    except BaseException:
        workers.abandon()
        raise
    workers.close()


def _start(assignment: Assignment, isolation: Isolation) -> None:
    global _grader
    threading.Thread(target=_end_with_the_class, daemon=True).start()
    _grader = Grader(assignment, isolation)
    # Processes of a pool run no `atexit`; without this, a zygote would be left to end by itself.
    Finalize(None, _grader.close, exitpriority=1)


def _grade(job: Job) -> Outcome:
    assert _grader is not None
    return _grader.grade(job)


def _end_with_the_class() -> None:
    """End this process where that of the class ends, even if it is killed: the pool would wait for ever."""
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
