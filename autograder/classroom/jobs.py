"""What one grading process does: grade a submission, give back its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..course import Assignment
from ..errors import GraderFault
from ..grading.starting import started_zygote
from ..results import ExerciseResult, SubmissionResult, SubmissionStatus, not_graded
from ..sandbox.isolation import Isolation
from ..sandbox.processes import Zygote
from ..sandbox.spare import Spare
from ..submissions import Source, Submission, Unreadable, in_unicode, read

if TYPE_CHECKING:
    from ..grading.marking import KnownResult
    from ..grading.session import GradingSession


@dataclass(frozen=True)
class EarlierExercises:
    """An earlier result of the same submission.

    Attributes:
        exercises: of all of them, in order.
        holding: those of which it still holds.
    """

    exercises: tuple[ExerciseResult, ...]
    holding: frozenset[str]


@dataclass(frozen=True)
class NotGraded:
    """A submission that no test runs for.

    Attributes:
        fault: whether the grader failed, and not the student.
        reason: one sentence.
    """

    name: str
    fault: bool
    reason: str


@dataclass(frozen=True)
class Job:
    """A submission to grade, and what is known of it."""

    submission: Submission | NotGraded
    known: EarlierExercises | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a submission.

    Attributes:
        result: without the numbers that were compared.
        final: whether it need not be graded again while nothing changes.
        compared: of each exercise that was graded and not taken over, the numbers that were wrong, by test,
            as JSON holds them.
    """

    result: SubmissionResult
    final: bool
    compared: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def job_for(source: Source, assignment: Assignment) -> Job:
    """Read a submission, so that it can be graded; where it cannot be read, the result will say why."""
    name = in_unicode(source.name)
    try:
        return Job(read(source, assignment.modules))
    except Unreadable as error:
        return Job(NotGraded(name, fault=False, reason=str(error)))
    except OSError as error:
        reason = f"The grader could not read the submission: {error.strerror}."
        return Job(NotGraded(name, fault=True, reason=reason))


class Grader:
    """Grades submissions of one assignment, one after the other.

    Tests are collected, a zygote is started and the references are graded once, beforehand.

    Raises:
        UsageError: the assignment cannot be used.
        GraderFault: the grader failed.
    """

    def __init__(self, assignment: Assignment, isolation: Isolation, spare: Spare | None = None) -> None:
        zygote = started_zygote(assignment, isolation, spare)
        # Imported meanwhile: both of them import torch.
        from ..grading.session import GradingSession

        self.session: GradingSession = GradingSession(assignment, zygote).__enter__()
        try:
            self._rehearse()
        except BaseException:
            self.session.close()
            raise

    def grade(self, job: Job) -> Outcome:
        """Grade one submission."""
        if isinstance(job.submission, NotGraded):
            return Outcome(_blank(self.session, job.submission), final=False)
        known = _known_results(job.known)
        result = self.session.grade(job.submission, known)
        if result.status == "fault":
            # A zygote may have been ended from outside: a second one tells that from a bug of ours.
            result = self.session.grade(job.submission, known)
        taken_over = {
            one.exercise
            for one in result.exercises
            if one.exercise in known and known[one.exercise].result is one
        }
        compared = {
            exercise.exercise: {test: asdict(numbers) for test, numbers in exercise.compared().items()}
            for exercise in result.exercises
            if exercise.exercise not in taken_over
        }
        return Outcome(_without_compared(result), result.status is SubmissionStatus.GRADED, compared)

    def close(self) -> None:
        self.session.close()

    def _rehearse(self) -> None:
        try:
            self.session.rehearse()
        except GraderFault:
            # Here, too, a zygote may have been ended from outside.
            self.session.rehearse()


def points_of(assignment: Assignment) -> dict[str, float]:
    """The most points that each exercise gives; its tests are collected for that.

    Raises:
        UsageError: the assignment cannot be used.
    """
    from ..grading.session import GradingSession

    with GradingSession(assignment, Zygote(Isolation())) as session:
        return session.plan.maxima()


def _known_results(known: EarlierExercises | None) -> dict[str, KnownResult]:
    from ..grading.marking import known_results

    return known_results(known.exercises, known.holding) if known is not None else {}


def _blank(session: GradingSession, submission: NotGraded) -> SubmissionResult:
    status = SubmissionStatus.FAULT if submission.fault else SubmissionStatus.UNREADABLE
    return not_graded(
        session.assignment.name, submission.name, status, submission.reason, session.plan.described()
    )


def _without_compared(result: SubmissionResult) -> SubmissionResult:
    """The result as its file has it: whoever only keeps results need not import torch."""
    return replace(
        result,
        exercises=tuple(
            replace(exercise, tests=tuple(replace(test, compared=None) for test in exercise.tests))
            for exercise in result.exercises
        ),
    )
