"""`scores.csv`: a line for each submission, a column for each exercise."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from .rows import Row, shown_score

FORMULA_STARTS = ("=", "+", "-", "@")


def scores_csv(rows: Sequence[Row], exercises: Sequence[str]) -> str:
    """The scores as CSV; a cell is blank where the grader failed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["submission", "status", "score", "max_score", *exercises])
    for row in rows:
        marks = {mark.exercise: mark for mark in row.exercises}
        scores = [shown_score(marks[exercise].score) if exercise in marks else "" for exercise in exercises]
        writer.writerow(
            [_as_text(row.submission), row.status, shown_score(row.score), f"{row.max_score:g}", *scores]
        )
    return text.getvalue()


def _as_text(name: str) -> str:
    """A name that a spreadsheet does not take for a formula."""
    return f"'{name}" if name.startswith(FORMULA_STARTS) else name
