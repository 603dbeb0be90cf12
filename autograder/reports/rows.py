"""One line for each submission, from its result file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..classroom import HandMark, Marks
from ..results import ExerciseResult, Limit, Status, SubmissionResult, SubmissionStatus
from ..scores import shown_score, total_score
from ..text import listed, printable

FEEDBACK = "feedback"
"""The folder of the pages for students, in the results folder."""
REVIEW = "review"
"""The folder of the pages for graders, likewise."""

LIMIT_WORDS = {Limit.WALL: "ran out of time", Limit.MEMORY: "ran out of memory"}
STATUS_WORDS = {
    Status.PASSED: "passed",
    Status.FAILED: "not right yet",
    Status.ERROR: "raised an exception",
    Status.TIMEOUT: "took too long",
    Status.CRASHED: "ended its process",
    Status.MISSING: "still to do",
    Status.NOT_REACHED: "not reached",
    Status.BY_HAND: "marked by hand",
}
SAY_ENOUGH = (Status.MISSING, Status.CRASHED)
"""If an exercise has one of these, a short line says the status and not the message of a test."""


@dataclass(frozen=True)
class ExerciseMark:
    """The marks of one exercise.

    Attributes:
        result: of the exercise, with the automatic mark.
        by_hand: the mark that a grader set in its place, if any.
    """

    result: ExerciseResult
    by_hand: HandMark | None = None

    @property
    def exercise(self) -> str:
        return self.result.exercise

    @property
    def score(self) -> float | None:
        """The automatic mark; None if the grader failed, or if no test gives one."""
        return self.result.score

    @property
    def max_score(self) -> float:
        return self.result.max_score

    @property
    def final(self) -> float | None:
        """The mark that counts."""
        return self.by_hand.score if self.by_hand is not None else self.score

    @property
    def has_full_marks(self) -> bool:
        """Whether all points were given, but for the bonus."""
        return self.final is not None and self.final >= self.max_score

    @property
    def replaces_automatic(self) -> bool:
        """Whether a grader set it in place of what tests gave."""
        return self.by_hand is not None and not self.result.is_manual


@dataclass(frozen=True)
class Row:
    """What a table shows about one submission.

    Attributes:
        name: of its result file, without `.json`.
        result: the result in the file.
        exercises: with the marks by hand.
    """

    name: str
    result: SubmissionResult
    exercises: tuple[ExerciseMark, ...]

    @property
    def submission(self) -> str:
        """The submission's name."""
        return printable(self.result.submission)

    @property
    def file(self) -> str:
        """The name of its result file."""
        return f"{self.name}.json"

    @property
    def status(self) -> SubmissionStatus:
        return self.result.status

    @property
    def score(self) -> float | None:
        """The automatic score; None if the grader failed."""
        return self.result.score

    @property
    def max_score(self) -> float:
        return self.result.max_score

    @property
    def remark(self) -> str:
        """The first thing that cost marks, in one sentence, or empty."""
        return _remark(self.result)

    @property
    def feedback(self) -> str:
        """The path of the student's page in the results folder."""
        return f"{FEEDBACK}/{self.name}.html"

    @property
    def review(self) -> str:
        """The path of the grader's page in the results folder."""
        return f"{REVIEW}/{self.name}.html"

    def exercises_with(self, status: Status) -> tuple[str, ...]:
        """The exercises of this status."""
        return tuple(mark.exercise for mark in self.exercises if mark.result.status is status)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why marks were set by hand, in a sentence for each."""
        return tuple(
            printable(f"{mark.exercise}, by hand: {mark.by_hand.reason}")
            for mark in self.exercises
            if mark.by_hand is not None
        )

    @property
    def set_by_hand(self) -> tuple[ExerciseMark, ...]:
        """The exercises whose mark a grader set."""
        return tuple(mark for mark in self.exercises if mark.by_hand is not None)

    @property
    def marks_by_hand(self) -> tuple[tuple[str, HandMark | None], ...]:
        """The marks that a grader set, by exercise."""
        return tuple((mark.exercise, mark.by_hand) for mark in self.set_by_hand)

    @property
    def replaces_automatic(self) -> bool:
        """Whether a grader set a mark in place of an automatic one."""
        return any(mark.replaces_automatic for mark in self.exercises)

    @property
    def has_full_marks(self) -> bool:
        """Whether all points were given, but for the bonus."""
        return self.final is not None and self.final >= self.max_score

    @property
    def to_mark(self) -> tuple[str, ...]:
        """The manual items that nobody has marked yet."""
        return tuple(
            mark.exercise for mark in self.exercises if mark.result.is_manual and mark.by_hand is None
        )

    @property
    def final(self) -> float | None:
        """The score that counts; None if the mark of an exercise or a manual item is unknown."""
        return total_score(mark.final for mark in self.exercises)

    @property
    def why_no_score(self) -> str:
        """Why there is no score that counts, in a few words."""
        return f"{listed(self.to_mark)} not marked yet" if self.to_mark else "the grader failed"

    @property
    def shown(self) -> str:
        """The score that counts, for a table; the automatic one and a question mark, if more is to come."""
        if self.to_mark and self.score is not None:
            return f"{shown_score(self.score)} + ?"
        return shown_score(self.final) or "–"

    @property
    def total(self) -> str:
        """The score that counts, for a heading."""
        if self.final is not None:
            return f"{self.final:g} of {self.max_score:g} points"
        if self.score is None or not self.to_mark:
            return "No mark yet"
        most = sum(mark.max_score for mark in self.exercises if not mark.result.is_manual)
        return f"{self.score:g} of {most:g} points by tests; {listed(self.to_mark)} not marked yet"


def row_of(result: SubmissionResult, name: str, by_hand: Mapping[str, HandMark]) -> Row:
    """The row of a result.

    Args:
        result: the result.
        name: of its file, without `.json`.
        by_hand: the marks by hand, by exercise.
    """
    exercises = (ExerciseMark(exercise, by_hand.get(exercise.exercise)) for exercise in result.exercises)
    return Row(name, result, tuple(exercises))


def rows_of(results: Mapping[str, SubmissionResult], marks: Marks) -> list[Row]:
    """The rows of results, sorted by the names of the submissions.

    Args:
        results: by the names of their files, without `.json`.
        marks: the marks by hand.
    """
    rows = [row_of(result, name, marks.of(name)) for name, result in results.items()]
    return sorted(rows, key=lambda row: (row.submission, row.file))


def _remark(result: SubmissionResult) -> str:
    if result.error is not None:
        return printable(result.error)
    wrong = [exercise for exercise in result.exercises if exercise.lost_marks]
    if not wrong:
        return ""
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return f"{wrong[0].exercise}: {_cause(wrong[0])}{more}"


def _cause(exercise: ExerciseResult) -> str:
    for misconception in exercise.misconceptions:
        return misconception.name.replace("_", " ")
    limit = exercise.limit
    if limit is not None and limit in LIMIT_WORDS:
        return LIMIT_WORDS[limit]
    if exercise.status in SAY_ENOUGH:
        return STATUS_WORDS[exercise.status]
    return str(exercise.worst.message)
