"""`scores.csv`: a line for each submission or, with a roster, each student; a column for each exercise."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from ..classroom import Roster
from ..classroom.roster import SUBMISSION, WHO
from ..scores import shown_score
from ..text import as_cell, printable
from .rows import ExerciseMark, Row
from .students import student_lines

NO_RESULT = "no result"
"""In place of a status: the student handed in nothing, or it is not graded yet."""


def scores_csv(rows: Sequence[Row], exercises: Sequence[str], roster: Roster | None = None) -> str:
    """The scores that count, as CSV; a cell is blank if the grader failed.

    With a roster, its columns that say who a student is come first. Each student has a line, also without
    a result, and each member of a group has the group's.

    If there are marks by hand, two more columns hold the automatic score of each submission, and which
    marks were set by hand instead of which, and why.

    Args:
        rows: of all submissions.
        exercises: their names, in order.
        roster: the students, if they are known.
    """
    any_by_hand = any(row.set_by_hand for row in rows)
    who = [column for column in WHO if roster is not None and column in roster.columns]
    header = [*who, *score_columns(exercises)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*header, *(["automatic_score", "by_hand"] if any_by_hand else [])])
    for line in student_lines(rows, roster):
        scores = score_cells(line.row, exercises) if line.row is not None else _blank(line.student, exercises)
        beside = _automatic(line.row) if any_by_hand else []
        writer.writerow([*(as_cell(printable(line.student.get(name, ""))) for name in who), *scores, *beside])
    return text.getvalue()


def score_columns(exercises: Sequence[str]) -> list[str]:
    """The headings of a submission's scores: its name is the first."""
    return [SUBMISSION, "status", "score", "max_score", *exercises]


def score_cells(row: Row, exercises: Sequence[str]) -> list[str]:
    """What stands below these headings."""
    finals = {mark.exercise: shown_score(mark.final) for mark in row.exercises}
    total = [shown_score(row.final), f"{row.max_score:g}"]
    return [as_cell(row.submission), row.status, *total, *(finals.get(name, "") for name in exercises)]


def _blank(student: Mapping[str, str], exercises: Sequence[str]) -> list[str]:
    submission = as_cell(printable(student.get(SUBMISSION, "")))
    return [submission, NO_RESULT, "", "", *("" for _exercise in exercises)]


def _automatic(row: Row | None) -> list[str]:
    return [shown_score(row.score), _by_hand(row)] if row is not None else ["", ""]


def _instead(mark: ExerciseMark) -> str:
    return "" if mark.result.is_manual else f" instead of {shown_score(mark.score) or 'none'}"


def _by_hand(row: Row) -> str:
    return "; ".join(
        f"{mark.exercise} {mark.by_hand.score:g}{_instead(mark)}: {printable(mark.by_hand.reason)}"
        for mark in row.exercises
        if mark.by_hand is not None
    )
