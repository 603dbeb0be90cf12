"""A line for each submission whose marks change: who, by how much, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..classroom import Graded, HandMark
from ..results import SubmissionResult
from ..scores import shown_score, total_score
from ..text import printable


@dataclass(frozen=True)
class ScoreChange:
    """A score before and after; None if there was or is none."""

    was: float | None
    now: float | None


@dataclass(frozen=True)
class Told:
    """The line about a submission whose marks change.

    Attributes:
        line: who, by how much and why.
        counts: whether a mark that counts changes, and not just one that a mark by hand overrides.
    """

    line: str
    counts: bool


def told_of(graded: Graded, before: Mapping[str, HandMark], now: Mapping[str, HandMark]) -> Told | None:
    """How the marks of a submission change; None if they do not, or are the first.

    Args:
        graded: the submission.
        before: the marks by hand so far, by exercise.
        now: the marks by hand from now on.
    """
    if graded.earlier is None:
        return None
    automatic = _automatic(graded.earlier, graded.result)
    final = {
        exercise: ScoreChange(_final(change.was, before.get(exercise)), _final(change.now, now.get(exercise)))
        for exercise, change in automatic.items()
    }
    manual = {exercise.exercise for exercise in graded.result.exercises if exercise.is_manual}
    parts = [
        _marked(exercise, change, now.get(exercise))
        if exercise in manual
        else _exercise(exercise, automatic[exercise], change, before.get(exercise), now.get(exercise))
        for exercise, change in final.items()
        if _differs(change) or _differs(automatic[exercise])
    ]
    if not parts and not graded.why:
        return None
    total = ScoreChange(graded.earlier.score, graded.result.score)
    total = _total(total, final, before, now, graded.result, manual)
    details = f": {'; '.join(parts)}" if parts else ""
    why = f", because {' and '.join(graded.why)}" if graded.why else ""
    line = f"{graded.result.submission}: {_by_how_much(total)}{details}{why}"
    return Told(printable(line), _differs(total) or any(map(_differs, final.values())))


def _automatic(earlier: SubmissionResult, result: SubmissionResult) -> dict[str, ScoreChange]:
    """The automatic scores of all exercises, changed or not, and of those that are gone."""
    was, now = earlier.scores(), result.scores()
    gone = {exercise: None for exercise, score in was.items() if exercise not in now and score is not None}
    return {exercise: ScoreChange(was.get(exercise), score) for exercise, score in {**now, **gone}.items()}


def _marked(item: str, final: ScoreChange, now: HandMark | None) -> str:
    """How the mark of a manual item changes."""
    return _arrow(item, final) + (f" ({now.reason})" if now is not None else " as no longer marked")


def _exercise(
    exercise: str, automatic: ScoreChange, final: ScoreChange, before: HandMark | None, now: HandMark | None
) -> str:
    if now is None:
        return _arrow(exercise, final) + (" as no longer set by hand" if before is not None else "")
    if before is not None and not _differs(final):
        return f"{_arrow(exercise, automatic)}, but the mark set by hand ({now.score:g}) stays"
    beside = shown_score(automatic.now) or "none"
    return f"{_arrow(exercise, final)} by hand (automatic {beside}; {now.reason})"


def _total(
    automatic: ScoreChange,
    final: Mapping[str, ScoreChange],
    before: Mapping[str, HandMark],
    now: Mapping[str, HandMark],
    result: SubmissionResult,
    manual: Collection[str],
) -> ScoreChange:
    # Exercises may have come and gone: each sum is over those of its time.
    was = [change.was for change in final.values() if change.was is not None]
    marks = {exercise: final[exercise].now for exercise in result.scores()}
    is_now = [mark for exercise, mark in marks.items() if exercise not in manual or mark is not None]
    return ScoreChange(sum(was) if before else automatic.was, total_score(is_now) if now else automatic.now)


def _differs(change: ScoreChange) -> bool:
    return change.was != change.now


def _final(automatic: float | None, by_hand: HandMark | None) -> float | None:
    return by_hand.score if by_hand is not None else automatic


def _by_how_much(total: ScoreChange) -> str:
    was, now = (shown_score(score) or "none" for score in (total.was, total.now))
    if was == now:
        return f"stays at {now}"
    if total.was is None or total.now is None:
        return f"{was} → {now}"
    return f"{was} → {now} ({total.now - total.was:+g})"


def _arrow(exercise: str, change: ScoreChange) -> str:
    return f"{exercise} {shown_score(change.was) or 'none'} → {shown_score(change.now) or 'none'}"
