"""Grades one submission after another in a separate process, as long as nbgrader runs."""

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
        assignment: the assignment.
        student: the name of the submission.
        folder: the student's files.

    Raises:
        UsageError: the assignment cannot be used, or this machine does not isolate.
        GraderFault: something outside ended the grading process.
    """
    workers = _workers(assignment.folder, _frozen(assignment.digests()))
    try:
        return workers.submit(job_for(Source(student, folder), assignment)).result().result
    except workers.lost:
        workers.replace()
        raise GraderFault("the process that grades was ended from outside; run the command again") from None


# The formgrader's server runs for days and grades one submission at a time: the process stays until a
# test changes; then another replaces it.
@lru_cache(maxsize=1)
def _workers(folder: Path, _state: tuple[object, ...]) -> LocalWorkers:
    isolation = machine_isolation()
    refuse_unguarded(isolation)
    refuse_exposed(folder)
    return LocalWorkers(load_assignment(folder), isolation, 1)


def _frozen(digests: Digests) -> tuple[object, ...]:
    return (digests.shared, *digests.tests.items(), *digests.misconceptions.items())
