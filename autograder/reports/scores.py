"""`scores.csv`: a line for each submission, a column for each exercise."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ..scores import shown_score
from ..text import as_cell, printable
from .rows import Row


def scores_csv(rows: Sequence[Row], exercises: Sequence[str]) -> str:
    """The scores that count, as CSV; a cell is blank if the grader failed.

    If there are marks by hand, two more columns hold the automatic score of each submission, and which
    marks were set by hand instead of which, and why.

    Args:
        rows: of all submissions.
        exercises: their names, in order.
    """
    any_by_hand = any(row.set_by_hand for row in rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    header = ["submission", "status", "score", "max_score", *exercises]
    writer.writerow([*header, *(["automatic_score", "by_hand"] if any_by_hand else [])])
    for row in rows:
        finals = {mark.exercise: shown_score(mark.final) for mark in row.exercises}
        scores = [shown_score(row.final), f"{row.max_score:g}", *(finals.get(name, "") for name in exercises)]
        beside = [shown_score(row.score), _by_hand(row)] if any_by_hand else []
        writer.writerow([as_cell(row.submission), row.status, *scores, *beside])
    return text.getvalue()


def _by_hand(row: Row) -> str:
    return "; ".join(
        f"{mark.exercise} {mark.by_hand.score:g} instead of {shown_score(mark.score) or 'none'}: "
        f"{printable(mark.by_hand.reason)}"
        for mark in row.exercises
        if mark.by_hand is not None
    )
