"""The class as a table in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from .rows import ExerciseMark, Row, shown_score

REMARKS_FROM = 110
"""Columns of a terminal that leave room for remarks."""


def class_table(title: str, rows: Sequence[Row], exercises: Sequence[tuple[str, float]], width: int) -> Table:
    """A table of all rows: total, each exercise and, where it is wide enough, what to look at first."""
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
    for row in rows:
        cells = [Text(row.submission), Text(shown_score(row.score) or "–"), *map(_mark, row.exercises)]
        table.add_row(*cells, *([Text(row.remark)] if with_remarks else []))
    return table


def _mark(mark: ExerciseMark) -> Text:
    if mark.score is None:
        return Text("–")
    style = "green" if mark.score == mark.max_score else "yellow" if mark.score else "red"
    return Text(shown_score(mark.score), style=style)
