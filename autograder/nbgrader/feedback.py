"""What students read about a result in nbgrader."""

from __future__ import annotations

from ..results import ExerciseResult
from ..text import listed


def verdict_on(exercise: ExerciseResult) -> str:
    """Which tests of an exercise pass, and what is wrong in the others."""
    lines = [f"{exercise.exercise}: {exercise.score:g} of {exercise.max_score:g} points", ""]
    for result in exercise.tests:
        lines.append(f"{'✓' if result.passed else '✗'} {result.test.title}")
        if not result.passed and result.message:
            lines.append(f"    {result.message}")
    return "\n".join(lines)


def comment_on(exercise: ExerciseResult, error: str | None) -> str | None:
    """A comment on an exercise that lost marks, in Markdown; None on one that did not.

    Args:
        exercise: the exercise.
        error: why nothing was graded, if so.
    """
    if error is not None:
        return _literal(error)
    if not exercise.lost_marks:
        return None
    lost = [result for result in exercise.tests if not result.passed]
    parts = [hint_line(misconception.hint) for misconception in exercise.misconceptions]
    parts += [
        f"- {_literal(result.test.title)} {_literal(result.message or '')}".rstrip() for result in lost[:1]
    ]
    if len(lost) > 1:
        parts.append(f"- … and {len(lost) - 1} more, listed below")
    if exercise.replaced:
        names = listed(exercise.replaced)
        parts.append(
            f"- Graded with our {names} in place of yours: what is wrong or slow there costs nothing here."
        )
    return "\n".join(parts)


def hint_line(hint: str) -> str:
    """A hint's line in a comment."""
    return f"- Hint: {_literal(hint)}"


def _literal(text: str) -> str:
    """Text with HTML escaped: it may come from a student's process."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
