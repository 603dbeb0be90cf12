"""Why a new result changes marks."""

from __future__ import annotations

from collections.abc import Collection

from ..results import Misconception, SubmissionResult, SubmissionStatus
from .store import Earlier, Note


def why_changed(earlier: Earlier, result: SubmissionResult, note: Note | None) -> tuple[str, ...]:
    """Why marks differ from earlier ones, in words; nothing if all stay and nobody edited the file.

    Args:
        earlier: the result in the file.
        result: the new result.
        note: the new result's note, if it has one.
    """
    was, now = earlier.result.scores(), result.scores()
    exercises = [exercise for exercise in {**now, **was} if was.get(exercise) != now.get(exercise)]
    if earlier.result.score == result.score and not exercises and not earlier.edited:
        return ()
    return tuple(_reasons(earlier, result, note, exercises))


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
