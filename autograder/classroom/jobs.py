"""The work of one grading process: it grades a submission and returns the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..course import Assignment
from ..errors import GraderFault
from ..grading.manual import unmarked
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
        exercises: the results of all exercises, in order.
        holding: the exercises whose result still holds.
    """

    exercises: tuple[ExerciseResult, ...]
    holding: frozenset[str]


@dataclass(frozen=True)
class NotGraded:
    """A submission for which no test runs.

    Attributes:
        name: the submission's.
        fault: whether the grader failed, and not the student.
        reason: one sentence.
    """

    name: str
    fault: bool
    reason: str


@dataclass(frozen=True)
class Job:
    """A submission to grade, and its earlier result, if any."""

    submission: Submission | NotGraded
    known: EarlierExercises | None = None


@dataclass(frozen=True)
class Outcome:
    """The outcome of a submission.

    Attributes:
        result: without the compared numbers.
        final: whether the result holds while nothing changes.
        compared: for each exercise graded anew, the wrong numbers by test, as JSON values.
    """

    result: SubmissionResult
    final: bool
    compared: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def job_for(source: Source, assignment: Assignment) -> Job:
    """Read a submission for grading; if it cannot be read, the result will say why.

    Args:
        source: the submission.
        assignment: gives the modules that mark its root.
    """
    name = in_unicode(source.name)
    try:
        return Job(read(source, assignment.modules))
    except Unreadable as error:
        return Job(NotGraded(name, fault=False, reason=str(error)))
    except OSError as error:
        reason = f"The grader could not read the submission: {error.strerror}."
        return Job(NotGraded(name, fault=True, reason=reason))


class Grader:
    """Grades submissions of one assignment, one after another.

    It first collects the tests, starts a zygote and runs the tests on the references, once.

    Args:
        assignment: the assignment.
        isolation: the layers that cut student code off.
        spare: becomes the zygote, if there is one.

    Raises:
        UsageError: the assignment cannot be used.
        GraderFault: the grader failed.
    """

    def __init__(self, assignment: Assignment, isolation: Isolation, spare: Spare | None = None) -> None:
        zygote = started_zygote(assignment, isolation, spare)
        # Imported while the zygote starts: both import torch.
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
            # Something outside may have killed the zygote: a second attempt tells that from a bug of ours.
            result = self.session.grade(job.submission, known)
        taken_over = {
            exercise.exercise
            for exercise in result.exercises
            if exercise.exercise in known and known[exercise.exercise].result is exercise
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
            # Here, too, something outside may have killed the zygote.
            self.session.rehearse()


def points_of(assignment: Assignment) -> dict[str, float]:
    """The maximum points of each exercise, found by collecting its tests, and of each manual item.

    Raises:
        UsageError: the assignment cannot be used.
    """
    from ..grading.session import GradingSession

    with GradingSession(assignment, Zygote(Isolation())) as session:
        return {**session.plan.maxima(), **{item.name: item.points for item in assignment.manual}}


def _known_results(known: EarlierExercises | None) -> dict[str, KnownResult]:
    from ..grading.marking import known_results

    return known_results(known.exercises, known.holding) if known is not None else {}


def _blank(session: GradingSession, submission: NotGraded) -> SubmissionResult:
    status = SubmissionStatus.FAULT if submission.fault else SubmissionStatus.UNREADABLE
    return not_graded(
        session.assignment.name,
        submission.name,
        status,
        submission.reason,
        session.plan.described(),
        unmarked(session.assignment),
    )


def _without_compared(result: SubmissionResult) -> SubmissionResult:
    """The result without compared numbers, as its file has it: to keep it needs no torch."""
    return replace(
        result,
        exercises=tuple(
            replace(exercise, tests=tuple(replace(test, compared=None) for test in exercise.tests))
            for exercise in result.exercises
        ),
    )
