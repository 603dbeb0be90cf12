"""A column of Canvas' gradebook, as Canvas imports it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from ..classroom import Ownership, Roster
from ..classroom.roster import ASSIGNMENT, POINTS_POSSIBLE, WHO
from ..errors import UsageError
from ..reports.rows import Row
from ..reports.students import owned_rows, students_without
from ..scores import shown_score
from ..text import as_cell, printable
from . import Exported

WHERE_THERE = ("Integration ID", "Root Account")
SECTION = "Section"


def canvas_column(rows: Sequence[Row], roster: Roster, column: str) -> Exported:
    """The scores that count, as one column beside those that identify students to Canvas.

    A cell is blank if a student has no submission, or several, or if the grader failed. Each member of a
    group has the score of the group.

    Args:
        rows: of all submissions.
        roster: the students.
        column: the heading of the assignment, with its number.

    Raises:
        UsageError: Canvas would make a new assignment of the column.
    """
    _check(column, roster)
    by_name, owned = {row.name: row for row in rows}, owned_rows(rows, roster)
    headings = [*WHO, *(name for name in WHERE_THERE if name in roster.columns), SECTION]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*headings, _cell(column)])
    if roster.points_possible is not None:
        # As Canvas wrote it, indented, so that the assignment's maximum stays.
        blanks = [""] * (len(headings) - 1)
        writer.writerow([f"    {POINTS_POSSIBLE}", *blanks, _cell(roster.points_possible.get(column, ""))])
    for student, own in zip(roster.students, owned.students, strict=True):
        score = shown_score(by_name[own[0]].final) if len(own) == 1 else ""
        writer.writerow([*(_cell(student.get(name, "")) for name in headings), score])
    notes = [
        *_notes_on_strangers(rows, owned),
        *_notes_on_blanks(rows, roster, owned),
        *_notes_on_points(rows, roster, column),
    ]
    return Exported(text.getvalue(), tuple(notes))


def _check(column: str, roster: Roster) -> None:
    if roster.assignments and column not in roster.columns:
        there = "; ".join(map(printable, roster.assignments))
        raise UsageError(f"{roster.path} has no column “{printable(column)}”, only: {there}")
    if not ASSIGNMENT.search(column):
        raise UsageError(
            f"the column “{printable(column)}” has no number: Canvas would make a new assignment of it. "
            "Copy the heading from Canvas' export, such as “Bigrams (12345)”"
        )


def _notes_on_strangers(rows: Sequence[Row], owned: Ownership) -> Iterator[str]:
    for row in rows:
        if row.name in owned.strangers:
            yield f"not in the roster: {row.submission}"
        elif row.name in owned.doubtful:
            yield f"not exported, fits several students of the roster: {row.submission}"


def _notes_on_blanks(rows: Sequence[Row], roster: Roster, owned: Ownership) -> Iterator[str]:
    by_name = {row.name: row for row in rows}
    for party, names in enumerate(owned.parties):
        own = [by_name[name] for name in names]
        if len(own) > 1:
            submissions = " and ".join(row.submission for row in own)
            yield f"left blank, several submissions: {roster.called(party)}: {submissions}"
        elif own and own[0].final is None:
            yield f"left blank, {own[0].why_no_score}: {own[0].submission}"
    if missing := len(students_without(roster, owned)):
        yield f"left blank, no submission found: {missing} of {len(roster.students)} in the roster"


def _notes_on_points(rows: Sequence[Row], roster: Roster, column: str) -> Iterator[str]:
    written = (roster.points_possible or {}).get(column, "")
    most = max(row.max_score for row in rows)
    try:
        points = float(written.replace(",", "."))
    except ValueError:
        return
    if points != most:
        yield f"not scaled: the results are out of {most:g}, the column is out of {points:g} in Canvas"


def _cell(text: str) -> str:
    return as_cell(printable(text))
