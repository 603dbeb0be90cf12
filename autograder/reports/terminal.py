"""The class as a table in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from ..scores import shown_score
from .rows import ExerciseMark, Row

BY_HAND = "✎"
BY_HAND_EXPLAINED = f"{BY_HAND} set by hand, beside the automatic mark in brackets"
BREAK = "\n"
"""Makes headings narrow: long module names break at their underscores."""
FIRST_COLUMNS = 20
"""The columns of a terminal that names and totals take at least."""
REMARKS_FROM = 110
"""The fewest columns of a terminal with room for remarks."""


def class_table(title: str, rows: Sequence[Row], exercises: Sequence[tuple[str, float]], width: int) -> Table:
    """A table of all rows: total and, if it is wide enough, each exercise and what to look at first.

    Args:
        title: the assignment's.
        rows: of the submissions.
        exercises: names and maximum points, in order.
        width: of the terminal, in columns.
    """
    with_remarks = width >= REMARKS_FROM
    headings = {
        exercise: f"{exercise.replace('_', BREAK)}{BREAK}of {points:g}" for exercise, points in exercises
    }
    needed = sum(2 + max(map(len, heading.split(BREAK))) for heading in headings.values())
    with_exercises = width >= needed + FIRST_COLUMNS
    table = Table(
        title=title, title_justify="left", title_style="bold", header_style="bold", box=None, padding=(0, 1)
    )
    table.add_column("submission", overflow="fold", min_width=10)
    table.add_column(f"points\nof {sum(points for _, points in exercises):g}", justify="right")
    for heading in headings.values() if with_exercises else ():
        table.add_column(heading, justify="right", no_wrap=True)
    if with_remarks:
        table.add_column("first thing to look at", ratio=1, overflow="fold")
    between = " " if with_remarks else "\n"
    for row in rows:
        marks = [_mark(mark, between) for mark in row.exercises] if with_exercises else []
        remark = [Text(row.remark)] if with_remarks else []
        table.add_row(Text(row.submission), _total(row, between), *marks, *remark)
    return table


def _total(row: Row, between: str) -> Text:
    if not row.replaces_automatic:
        return Text(row.shown)
    return _beside(row.final, row.score, between)


def _mark(mark: ExerciseMark, between: str) -> Text:
    if mark.replaces_automatic:
        text = _beside(mark.final, mark.score, between)
    else:
        text = Text(shown_score(mark.final) or "–")
    if mark.final is not None:
        text.stylize("green" if mark.has_full_marks else "yellow" if mark.final else "red")
    return text


def _beside(final: float | None, automatic: float | None, between: str) -> Text:
    return Text(f"{shown_score(final) or '–'} {BY_HAND}{between}({shown_score(automatic) or '–'})")
