"""Grades one submission after the other in a process apart, for as long as nbgrader runs."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ..classroom.jobs import job_for
from ..classroom.local import LocalWorkers
from ..course import Assignment, Digests, load_assignment
from ..errors import GraderFault
from ..results import SubmissionResult
from ..sandbox.isolation import machine_isolation, refuse_exposed, refuse_unguarded
from ..submissions import Source


def grade(assignment: Assignment, student: str, folder: Path) -> SubmissionResult:
    """The result of a submission, as `autograder grade` writes it.

    Args:
        folder: where the student's files lie.

    Raises:
        UsageError: the assignment cannot be used, or this machine does not isolate.
        GraderFault: the process that grades was ended from outside.
    """
    workers = _workers(assignment.folder, _frozen(assignment.digests()))
    try:
        return workers.submit(job_for(Source(student, folder), assignment)).result().result
    except workers.lost:
        workers.replace()
        raise GraderFault("the process that grades was ended from outside; run the command again") from None


# The formgrader's server runs for days and grades one submission at a time: the process stays, and
# another takes its place once a test has changed.
@lru_cache(maxsize=1)
def _workers(folder: Path, _state: tuple[object, ...]) -> LocalWorkers:
    isolation = machine_isolation()
    refuse_unguarded(isolation)
    refuse_exposed(folder)
    return LocalWorkers(load_assignment(folder), isolation, 1)


def _frozen(digests: Digests) -> tuple[object, ...]:
    return (digests.shared, *digests.tests.items(), *digests.misconceptions.items())
