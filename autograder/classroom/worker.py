"""What one grading process does: read a submission, grade it, give back its result as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ..course import Assignment
from ..errors import UsageError
from ..grading.marking import KnownResult, known_results
from ..grading.records import ExerciseResult, SubmissionResult, SubmissionStatus, not_graded
from ..grading.session import GradingSession
from ..sandbox.isolation import Isolation
from ..submissions import Source, Unreadable, in_unicode, read

_session: GradingSession | UsageError | None = None


@dataclass(frozen=True)
class Known:
    """An earlier result of a submission.

    Attributes:
        submission: the digest of the submission that it is of.
        exercises: what the result says of each.
        unchanged: those whose tests are still the same.
    """

    submission: str
    exercises: Sequence[Mapping[str, Any]]
    unchanged: frozenset[str]


@dataclass(frozen=True)
class Job:
    """A submission to grade, and what is known of it."""

    source: Source
    known: Known | None


@dataclass(frozen=True)
class Outcome:
    """What became of a submission.

    Attributes:
        result: the text of its result file.
        digest: the submission's, or None if it must be graded again.
        exercises: how many were graded and not taken over.
    """

    result: str
    digest: str | None
    exercises: int


def start(assignment: Assignment, isolation: Isolation) -> None:
    """Make this process a worker: collect the tests once and have a zygote ready.

    An assignment that cannot be used is told at the first submission: a pool reports no reason for
    a worker that does not start.
    """
    global _session
    try:
        _session = GradingSession(assignment, isolation).__enter__()
    except UsageError as error:
        _session = error


def grade(job: Job) -> Outcome:
    """Grade one submission in a process that has been started.

    Raises:
        UsageError: the assignment cannot be used.
    """
    if isinstance(_session, UsageError):
        raise _session
    assert _session is not None
    return _grade(_session, job)


@contextmanager
def grading(assignment: Assignment, isolation: Isolation) -> Iterator[Callable[[Job], Outcome]]:
    """The same in this very process; nothing is started before it is first used."""
    session: GradingSession | None = None

    def grade_here(job: Job) -> Outcome:
        nonlocal session
        session = session or GradingSession(assignment, isolation).__enter__()
        return _grade(session, job)

    try:
        yield grade_here
    finally:
        if session is not None:
            session.close()


def points_of(assignment: Assignment, isolation: Isolation) -> dict[str, float]:
    """The most points that each exercise gives; its tests are collected for that.

    Raises:
        UsageError: the assignment cannot be used.
    """
    with GradingSession(assignment, isolation) as session:
        return {module: sum(test.points for test in tests) for module, tests in session.plan.described()}


def digest_of(source: Source, assignment: Assignment) -> str | None:
    """The digest of a submission, or None where it cannot be read."""
    try:
        return read(source, assignment.modules).digest()
    except (Unreadable, OSError):
        return None


def _grade(session: GradingSession, job: Job) -> Outcome:
    source = job.source
    try:
        submission = read(source, session.assignment.modules)
    except Unreadable as error:
        return Outcome(_text(_blank(session, source, SubmissionStatus.UNREADABLE, str(error))), None, 0)
    except OSError as error:
        reason = f"The grader could not read the submission: {error.strerror}."
        return Outcome(_text(_blank(session, source, SubmissionStatus.FAULT, reason)), None, 0)
    digest = submission.digest()
    known = _known_results(job.known, digest)
    result = session.grade(submission, known)
    if result.status is not SubmissionStatus.GRADED:
        return Outcome(_text(result), None, 0)
    taken_over = sum(known[one.exercise].result is one for one in result.exercises if one.exercise in known)
    return Outcome(_text(result), digest, len(result.exercises) - taken_over)


def _known_results(known: Known | None, digest: str) -> dict[str, KnownResult]:
    if known is None or known.submission != digest:
        return {}
    try:
        return known_results([ExerciseResult.from_json(one) for one in known.exercises], known.unchanged)
    except ValueError:
        return {}


def _blank(
    session: GradingSession, source: Source, status: SubmissionStatus, reason: str
) -> SubmissionResult:
    return not_graded(
        session.assignment.name, in_unicode(source.name), status, reason, session.plan.described()
    )


def _text(result: SubmissionResult) -> str:
    return json.dumps(result.as_json(), indent=2, ensure_ascii=False) + "\n"
