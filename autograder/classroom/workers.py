"""Hands submissions out to workers, and collects outcomes as they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from ..course import Assignment
from ..errors import GraderFault
from .jobs import Job, NotGraded, Outcome

DEATHS_MOST = 3
"""How often the process that grades a submission may end; the first time, another may be the cause."""

K = TypeVar("K")


class Workers(Protocol):
    """Processes that grade, here or elsewhere."""

    @property
    def ahead(self) -> int:
        """How many submissions to hand out at a time: no worker idles, and few are in memory."""

    @property
    def lost(self) -> tuple[type[Exception], ...]:
        """What a job raises if its process has ended."""

    def submit(self, job: Job) -> Future[Outcome]:
        """Start to grade a submission."""

    def replace(self) -> None:
        """Replace processes that have ended.

        Raises:
            GraderFault: new ones would end as well.
        """

    def about(self) -> dict[str, Any]:
        """Who grades, and how student code is isolated there, for `run.json`."""


Engage = Callable[[Assignment, int], AbstractContextManager[Workers]]
"""Opens workers for at most n submissions of an assignment."""


def outcomes(
    workers: Workers, jobs: Iterable[tuple[K, Job | None]], stopping: Callable[[], bool]
) -> Iterator[tuple[K, Outcome | None]]:
    """The outcomes of jobs, as they become known.

    If a process ends, all running submissions are graded again, one by one: a submission that ends its
    process each time costs nobody else anything, and becomes a fault of the grader.

    Args:
        workers: who grades.
        jobs: each with its key; None if there is nothing to grade, and so no outcome.
        stopping: whether to finish running work and begin nothing else.

    Raises:
        UsageError: the assignment cannot be used.
        GraderFault: nobody can grade.
    """
    handed_out = _HandedOut(workers, iter(jobs))
    while True:
        if not stopping():
            yield from handed_out.fill()
        if not handed_out.running:
            return
        yield from handed_out.finished()


@dataclass(frozen=True)
class _Entry(Generic[K]):
    known_by: K
    job: Job | None
    deaths: int = 0


class _HandedOut(Generic[K]):
    """The submissions being graded, and those to grade again."""

    def __init__(self, workers: Workers, jobs: Iterator[tuple[K, Job | None]]) -> None:
        self._workers = workers
        self._waiting = (_Entry(known_by, job) for known_by, job in jobs)
        self._again: deque[_Entry[K]] = deque()
        self.running: dict[Future[Outcome], _Entry[K]] = {}

    def fill(self) -> Iterator[tuple[K, None]]:
        """Hand out as many as there is room for; those without a job come back at once."""
        while len(self.running) < self._room() and (task := self._next()) is not None:
            if task.job is None:
                yield task.known_by, None
                continue
            try:
                self.running[self._workers.submit(task.job)] = task
            except self._workers.lost:
                self._again.appendleft(task)
                self._workers.replace()

    def finished(self) -> Iterator[tuple[K, Outcome]]:
        """Wait until there are outcomes."""
        done, _running = wait(self.running, return_when=FIRST_COMPLETED)
        if any(isinstance(future.exception(), self._workers.lost) for future in done):
            # A process that ends takes the others with it.
            done, _running = wait(self.running)
        lost: list[_Entry[K]] = []
        for future in [future for future in self.running if future in done]:
            task = self.running.pop(future)
            if isinstance(future.exception(), self._workers.lost):
                lost.append(_lost(task))
            else:
                yield task.known_by, future.result()
        if lost:
            self._again.extendleft(reversed(lost))
            self._workers.replace()

    def _room(self) -> int:
        alone = self._again or any(task.deaths for task in self.running.values())
        return 1 if alone else self._workers.ahead

    def _next(self) -> _Entry[K] | None:
        if not self._again:
            return next(self._waiting, None)
        task = self._again.popleft()
        return task if task.deaths < DEATHS_MOST else _given_up(task)


def _lost(task: _Entry[K]) -> _Entry[K]:
    lost = replace(task, deaths=task.deaths + 1)
    if lost.deaths >= 2 * DEATHS_MOST:
        raise GraderFault("the grading processes end even without student code to run")
    return lost


def _given_up(task: _Entry[K]) -> _Entry[K]:
    assert task.job is not None
    reason = f"The grader failed, not the submission: its process ended {task.deaths} times."
    return replace(task, job=Job(NotGraded(task.job.submission.name, fault=True, reason=reason)))
