"""What one grading process does: read a submission, grade it, give back its result as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..course import Assignment
from ..errors import UsageError
from ..grading.records import SubmissionResult, SubmissionStatus, not_graded
from ..grading.session import GradingSession
from ..sandbox.isolation import Isolation
from ..submissions import Source, Submission, Unreadable, in_unicode, read

_session: GradingSession | UsageError | None = None


@dataclass(frozen=True)
class Outcome:
    """A result as the text of its file; `digest` is the submission's, or None if it must be graded again."""

    result: str
    digest: str | None


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


def grade(source: Source) -> Outcome:
    """Grade one submission in a process that has been started.

    Raises:
        UsageError: the assignment cannot be used.
    """
    if isinstance(_session, UsageError):
        raise _session
    assert _session is not None
    return _grade(_session, source)


@contextmanager
def grading(assignment: Assignment, isolation: Isolation) -> Iterator[Callable[[Source], Outcome]]:
    """The same in this very process; nothing is started before it is first used."""
    session: GradingSession | None = None

    def grade_here(source: Source) -> Outcome:
        nonlocal session
        session = session or GradingSession(assignment, isolation).__enter__()
        return _grade(session, source)

    try:
        yield grade_here
    finally:
        if session is not None:
            session.close()


def digest_of(source: Source, assignment: Assignment) -> str | None:
    """The digest of a submission, or None where it cannot be read."""
    try:
        return read(source, assignment.modules).digest()
    except (Unreadable, OSError):
        return None


def _grade(session: GradingSession, source: Source) -> Outcome:
    try:
        submission = read(source, session.assignment.modules)
    except Unreadable as error:
        return Outcome(_text(_blank(session, source, SubmissionStatus.UNREADABLE, str(error))), None)
    except OSError as error:
        reason = f"The grader could not read the submission: {error.strerror}."
        return Outcome(_text(_blank(session, source, SubmissionStatus.FAULT, reason)), None)
    result = session.grade(submission)
    return Outcome(_text(result), _digest(result, submission))


def _blank(
    session: GradingSession, source: Source, status: SubmissionStatus, reason: str
) -> SubmissionResult:
    return not_graded(
        session.assignment.name, in_unicode(source.name), status, reason, session.plan.described()
    )


def _digest(result: SubmissionResult, submission: Submission) -> str | None:
    return submission.digest() if result.status is SubmissionStatus.GRADED else None


def _text(result: SubmissionResult) -> str:
    return json.dumps(result.as_json(), indent=2, ensure_ascii=False) + "\n"
