"""How a new result changes marks: whose, by how much, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..results import Misconception, SubmissionResult, SubmissionStatus
from .store import Earlier, Note


@dataclass(frozen=True)
class ScoreChange:
    """A score before and after; None if there was or is none."""

    was: float | None
    now: float | None


@dataclass(frozen=True)
class MarkChange:
    """How the marks of one submission change.

    Attributes:
        total: the change of the whole submission.
        exercises: the changes of exercises whose score changes.
        why: the reasons, in words.
    """

    total: ScoreChange
    exercises: Mapping[str, ScoreChange]
    why: tuple[str, ...]


def change_of(earlier: Earlier, result: SubmissionResult, note: Note | None) -> MarkChange | None:
    """The change from an earlier result to a new one; None if all scores stay and nobody edited the file.

    Args:
        earlier: the result in the file.
        result: the new result.
        note: the new result's note, if it has one.
    """
    if not earlier.has_mark:
        return None
    total = ScoreChange(earlier.result.score, result.score)
    was, now = earlier.result.scores(), result.scores()
    exercises = {
        exercise: ScoreChange(was.get(exercise), now.get(exercise))
        for exercise in {**now, **was}
        if was.get(exercise) != now.get(exercise)
    }
    if total.was == total.now and not exercises and not earlier.edited:
        return None
    why = _reasons(earlier, result, note, exercises)
    return MarkChange(total, exercises, tuple(why))


def names_in(result: SubmissionResult) -> list[tuple[str, tuple[Misconception, ...]]]:
    """The misconceptions of each exercise, with their hints."""
    return [(exercise.exercise, exercise.misconceptions) for exercise in result.exercises]


def _reasons(
    earlier: Earlier, result: SubmissionResult, note: Note | None, exercises: Collection[str]
) -> list[str]:
    if result.status is SubmissionStatus.FAULT:
        return ["the grader failed"]
    if result.status is SubmissionStatus.UNREADABLE:
        return ["the submission can no longer be read"]
    if earlier.result.status is SubmissionStatus.UNREADABLE:
        return ["the submission could not be read before"]
    if earlier.edited:
        return ["the result file was changed by hand"]
    if earlier.note is None or note is None:
        return ["it was graded by another version of the autograder"]
    reasons = ["the submission changed"] if note.submission != earlier.note.submission else []
    reasons += note.basis.changes_since(earlier.note.basis, exercises)
    # With fewer points to get, the same score may be full marks, which changes what builds on the exercise.
    reasons = reasons or note.basis.changes_since(earlier.note.basis, result.scores())
    return reasons or ["this code does not do the same each time"]
