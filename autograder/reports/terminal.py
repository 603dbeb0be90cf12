"""The class as a table in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from ..scores import shown_score
from .rows import ExerciseMark, Row

BY_HAND = "✎"
BY_HAND_EXPLAINED = f"{BY_HAND} set by hand, beside the automatic mark in brackets"
REMARKS_FROM = 110
"""The fewest columns of a terminal with room for remarks."""


def class_table(title: str, rows: Sequence[Row], exercises: Sequence[tuple[str, float]], width: int) -> Table:
    """A table of all rows: total, each exercise and, if it is wide enough, what to look at first.

    Args:
        title: the assignment's.
        rows: of the submissions.
        exercises: names and maximum points, in order.
        width: of the terminal, in columns.
    """
    with_remarks = width >= REMARKS_FROM
    table = Table(
        title=title, title_justify="left", title_style="bold", header_style="bold", box=None, padding=(0, 1)
    )
    table.add_column("submission", overflow="fold", min_width=10)
    table.add_column(f"points\nof {sum(points for _, points in exercises):g}", justify="right")
    for exercise, points in exercises:
        # A narrow heading: long module names break at their underscores.
        heading = exercise.replace("_", "\n")
        table.add_column(f"{heading}\nof {points:g}", justify="right", no_wrap=True)
    if with_remarks:
        table.add_column("first thing to look at", ratio=1, overflow="fold")
    between = " " if with_remarks else "\n"
    for row in rows:
        marks = [_total(row, between), *(_mark(mark, between) for mark in row.exercises)]
        cells = [Text(row.submission), *marks]
        table.add_row(*cells, *([Text(row.remark)] if with_remarks else []))
    return table


def _total(row: Row, between: str) -> Text:
    if not row.set_by_hand:
        return Text(shown_score(row.score) or "–")
    return _beside(row.final, row.score, between)


def _mark(mark: ExerciseMark, between: str) -> Text:
    if mark.by_hand is None:
        text = Text(shown_score(mark.score) or "–")
    else:
        text = _beside(mark.final, mark.score, between)
    if mark.final is not None:
        text.stylize("green" if mark.final == mark.max_score else "yellow" if mark.final else "red")
    return text


def _beside(final: float | None, automatic: float | None, between: str) -> Text:
    return Text(f"{shown_score(final) or '–'} {BY_HAND}{between}({shown_score(automatic) or '–'})")
