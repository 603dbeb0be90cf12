"""The students of a Canvas course, and which of them owns a submission."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..reports.rows import Row
from ..tables import read_table
from ..text import as_cell, as_read, printable

STUDENT = "Student"
ID = "ID"
SUBMISSION = "submission"
KEYS = (SUBMISSION, ID, "SIS User ID", "SIS Login ID")
"""Columns that identify the owner of a submission; if an instructor fills in the first, only it counts."""

POINTS_POSSIBLE = "Points Possible"
ASSIGNMENT = re.compile(r"\(\d+\)$")
# `doejane_12345_67890_work`, or `doejane_LATE_12345_67890_work`: the student's number, then the file's.
# Single files that were put together are called `doejane_12345`.
_BULK_DOWNLOAD = re.compile(r"_(?:LATE_)?(?P<id>\d+)(?:_\d+_|$)")


@dataclass(frozen=True)
class Roster:
    """A gradebook as Canvas exports it, or a list of students with some of its columns.

    Attributes:
        path: of the file, for messages.
        columns: the headings.
        students: the cells of each student, by heading.
        numbers: the index of a student, by key column and the cell as people compare it.
        points_possible: the maximum of each column, as written; None if there is no such line.
    """

    path: Path
    columns: Sequence[str]
    students: Sequence[Mapping[str, str]]
    numbers: Mapping[str, Mapping[str, int]]
    points_possible: Mapping[str, str] | None

    @property
    def assignments(self) -> list[str]:
        """The columns of assignments; only a gradebook of Canvas has any."""
        return [column for column in self.columns if ASSIGNMENT.search(column)]


def read_roster(path: Path) -> Roster:
    """Read a roster.

    Raises:
        UsageError: it cannot be read, or two students are the same; names the line.
    """
    table = read_table(path)
    if not set(KEYS) & set(table.headings):
        raise UsageError(
            f"{path}, line {table.line}: there must be a column {', '.join(KEYS[1:])} or {SUBMISSION}"
        )
    students: list[Mapping[str, str]] = []
    points_possible = None
    for line in table.lines:
        cells = dict(zip(table.headings, line.cells, strict=True))
        if cells.get(STUDENT) == POINTS_POSSIBLE:
            points_possible = cells
        # Canvas has a line about how grades are posted, which is no student's.
        elif any(cells.get(key) for key in KEYS):
            students.append(cells)
    numbers = {key: _numbers(path, students, key) for key in KEYS}
    return Roster(path, table.headings, students, numbers, points_possible)


def owners(roster: Roster, row: Row) -> frozenset[int]:
    """The possible owners of a submission, by index: none, one, or several that its name fits.

    Args:
        roster: the students.
        row: the submission.
    """
    spellings = {row.submission, as_cell(row.submission), row.file.removesuffix(".json")}
    if told := _fitting(roster, SUBMISSION, spellings):
        return told
    found = frozenset().union(*(_fitting(roster, key, spellings) for key in KEYS[1:]))
    from_canvas = _BULK_DOWNLOAD.search(row.submission)
    return found or (_fitting(roster, ID, {from_canvas["id"]}) if from_canvas else found)


def _fitting(roster: Roster, key: str, spellings: Collection[str]) -> frozenset[int]:
    numbers = (roster.numbers[key].get(as_read(spelling)) for spelling in spellings)
    return frozenset(number for number in numbers if number is not None)


def _numbers(path: Path, students: Sequence[Mapping[str, str]], key: str) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, student in enumerate(students):
        told = key != SUBMISSION and student.get(SUBMISSION)
        if not told and (value := as_read(student.get(key, ""))):
            if value in numbers:
                raise UsageError(f"{path}: several students have the {key} “{printable(student[key])}”")
            numbers[value] = number
    return numbers
