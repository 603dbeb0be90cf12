"""Grading processes on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing.util import Finalize
from typing import Any

from ..course import Assignment
from ..sandbox.isolation import Isolation
from ..sandbox.spare import Spare
from .jobs import Grader, Job, Outcome
from .pool import Pool

AHEAD = 2
"""How many submissions each process has at a time."""

_grader: Grader | None = None


class LocalWorkers:
    """A pool of processes, each started on first need.

    Attributes:
        pool: the processes.
    """

    lost = Pool.lost

    def __init__(self, assignment: Assignment, isolation: Isolation, number: int) -> None:
        self._isolation = isolation
        self._number = number
        self.pool = Pool(number, _start, (assignment, isolation), imports=assignment.preload)

    @property
    def ahead(self) -> int:
        return AHEAD * self._number

    def submit(self, job: Job) -> Future[Outcome]:
        return self.pool.submit(_grade, job)

    def replace(self) -> None:
        self.pool.replace()

    def about(self) -> dict[str, Any]:
        return {"workers": self._number, "isolation": self._isolation.as_json()}


@contextmanager
def local_workers(
    assignment: Assignment, submissions: int, *, isolation: Isolation, number: int
) -> Iterator[LocalWorkers]:
    """Grading processes on this machine.

    Args:
        assignment: the assignment.
        submissions: how many there are at most.
        isolation: the layers that cut student code off.
        number: how many processes, but no more than submissions.
    """
    workers = LocalWorkers(assignment, isolation, max(1, min(number, submissions)))
    with workers.pool:
        yield workers


def _start(spare: Spare | None, assignment: Assignment, isolation: Isolation) -> None:
    global _grader
    _grader = Grader(assignment, isolation, spare)
    # Processes of a pool run no `atexit`; without this, nobody would end the zygote.
    Finalize(None, _grader.close, exitpriority=1)


def _grade(job: Job) -> Outcome:
    assert _grader is not None
    return _grader.grade(job)
