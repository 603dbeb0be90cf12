"""The students of a course, which of them work together, and to whom a submission belongs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..submissions import student_of
from ..tables import Table, content_of, read_table, table_of
from ..text import as_cell, as_read, listed, printable

KEPT_ROSTER = "roster.csv"
STUDENT = "Student"
ID = "ID"
SUBMISSION = "submission"
GROUP = "group"
LOGIN = "SIS Login ID"
WHO = (STUDENT, ID, "SIS User ID", LOGIN)
"""Columns that tell people and Canvas who a student is."""
KEYS = (SUBMISSION, GROUP, *WHO[1:])
"""Columns that identify the owner of a submission; if an instructor fills in the first, only it counts."""

POINTS_POSSIBLE = "Points Possible"
ASSIGNMENT = re.compile(r"\(\d+\)$")
# `Doe, Jane(jdoe)`: Sakai writes the login behind the name.
_IN_BRACKETS = re.compile(r"\S\(([^()\s]+)\)$")
# What `doejane_12345_67890_work` and `doejane_LATE_12345_67891_more` have in common is `doejane_12345`.
_BULK_DOWNLOAD = re.compile(r"_(?P<id>\d+)$")


@dataclass(frozen=True)
class Roster:
    """A gradebook as Canvas exports it, or a list of students with some of its columns.

    Attributes:
        path: of the file, for messages.
        columns: the headings.
        students: the cells of each student, by heading.
        parties: who hands in together, as indices of students: a group, or one student.
        numbers: the index of a party, by key column and the cell as people compare it.
        points_possible: the maximum of each column, as written; None if there is no such line.
    """

    path: Path
    columns: Sequence[str]
    students: Sequence[Mapping[str, str]]
    parties: Sequence[Sequence[int]]
    numbers: Mapping[str, Mapping[str, int]]
    points_possible: Mapping[str, str] | None

    @property
    def assignments(self) -> list[str]:
        """The columns of assignments; only a gradebook of Canvas has any."""
        return [column for column in self.columns if ASSIGNMENT.search(column)]

    def called(self, party: int) -> str:
        """The students of a party, as people call them."""
        return " and ".join(called(self.students[student]) for student in self.parties[party])


@dataclass(frozen=True)
class RunRoster:
    """The roster of one run.

    Attributes:
        roster: the one that holds from now on, if any.
        given: the content of a newly given file, if any.
    """

    roster: Roster | None = None
    given: bytes | None = None


@dataclass(frozen=True)
class Ownership:
    """Whose the submissions of a class are.

    Attributes:
        parties: the result files of each party of the roster, without `.json`.
        students: those of each student: their party's.
        strangers: those whose names fit nobody in the roster.
        doubtful: those whose names fit several parties.
    """

    parties: Sequence[Sequence[str]]
    students: Sequence[Sequence[str]]
    strangers: Sequence[str]
    doubtful: Sequence[str]


def roster_of_run(out: Path, given: Path | None) -> RunRoster:
    """The roster of a run: the one given now, or else the one that the results folder keeps.

    Args:
        out: the results folder; it need not exist.
        given: a new roster, if any.

    Raises:
        UsageError: the roster cannot be used.
    """
    if given is not None:
        content = content_of(given)
        return RunRoster(_roster(table_of(content, given)), content)
    kept = out / KEPT_ROSTER
    if not kept.is_file():
        return RunRoster()
    try:
        return RunRoster(read_roster(kept))
    except UsageError as error:
        raise UsageError(f"{error} (correct it there, or give --roster anew)") from None


def read_roster(path: Path) -> Roster:
    """Read a roster.

    Raises:
        UsageError: it cannot be read, or two students are the same; names the line.
    """
    return _roster(read_table(path))


def ownership(roster: Roster, submissions: Mapping[str, str]) -> Ownership:
    """Whose submissions are.

    Args:
        roster: the students.
        submissions: the names of the submissions by the names of their result files, without `.json`.
    """
    parties: list[list[str]] = [[] for _party in roster.parties]
    strangers, doubtful = [], []
    for file, submission in submissions.items():
        match sorted(_owners(roster, file, submission)):
            case []:
                strangers.append(file)
            case [party]:
                parties[party].append(file)
            case _:
                doubtful.append(file)
    of_student = {student: files for of, files in zip(roster.parties, parties, strict=True) for student in of}
    students = [of_student[number] for number in range(len(roster.students))]
    return Ownership(parties, students, strangers, doubtful)


def called(student: Mapping[str, str]) -> str:
    """What people call a student."""
    return printable(next(student[name] for name in (*WHO, SUBMISSION, GROUP) if student.get(name)))


def _roster(table: Table) -> Roster:
    known = {as_read(name): name for name in (STUDENT, *KEYS)}
    headings = [known.get(as_read(heading), heading) for heading in table.headings]
    for name in known.values():
        if headings.count(name) > 1:
            raise UsageError(f"{table.path}, line {table.line}: several columns are called {name}")
    if not set(KEYS) & set(headings):
        others = ", ".join([*WHO[1:], GROUP])
        raise UsageError(f"{table.path}, line {table.line}: there must be a column {others} or {SUBMISSION}")
    students: list[Mapping[str, str]] = []
    lines: list[int] = []
    points_possible = None
    for line in table.lines:
        cells = dict(zip(headings, line.cells, strict=True))
        if cells.get(STUDENT) == POINTS_POSSIBLE:
            points_possible = cells
        # Canvas has a line about how grades are posted, which is no student's.
        elif any(cells.get(key) for key in KEYS):
            students.append(cells)
            lines.append(line.number)
    if not students:
        raise UsageError(f"{table.path}: there are no students in it")
    parties = _parties(students)
    numbers = {key: _numbers(table.path, lines, students, parties, key) for key in KEYS}
    return Roster(table.path, headings, students, parties, numbers, points_possible)


def _parties(students: Sequence[Mapping[str, str]]) -> list[list[int]]:
    parties: dict[tuple[str, int], list[int]] = {}
    for number, student in enumerate(students):
        group = as_read(student.get(GROUP, ""))
        parties.setdefault((group, -1) if group else ("", number), []).append(number)
    return list(parties.values())


def _numbers(
    path: Path,
    lines: Sequence[int],
    students: Sequence[Mapping[str, str]],
    parties: Sequence[Sequence[int]],
    key: str,
) -> dict[str, int]:
    numbers: dict[str, int] = {}
    first: dict[str, int] = {}
    for party, number in ((party, number) for party, members in enumerate(parties) for number in members):
        student = students[number]
        told = key != SUBMISSION and student.get(SUBMISSION)
        value = as_read(student.get(key, ""))
        if told or not value:
            continue
        # Members of a group share its submission, and its name.
        if value in numbers and not (key in (SUBMISSION, GROUP) and numbers[value] == party):
            where = listed(list(map(str, sorted((first[value], lines[number])))))
            raise UsageError(
                f"{path}, lines {where}: several students have the {key} “{printable(student[key])}”"
            )
        numbers[value] = party
        first.setdefault(value, lines[number])
    return numbers


def _owners(roster: Roster, file: str, submission: str) -> frozenset[int]:
    """The parties that a submission may belong to: none, one, or several that its name fits."""
    shown = printable(submission)
    spellings = {shown, as_cell(shown), file}
    if told := _fitting(roster, SUBMISSION, spellings):
        return told
    found = frozenset().union(*(_fitting(roster, key, spellings) for key in KEYS[1:]))
    if not found and (from_canvas := _BULK_DOWNLOAD.search(student_of(shown))):
        found = _fitting(roster, ID, {from_canvas["id"]})
    return found or _fitting(roster, LOGIN, _perhaps_logins(shown))


def _perhaps_logins(submission: str) -> list[str]:
    """What may be a login: behind an assignment (Blackboard; both may hold `_`), or in brackets (Sakai)."""
    student = student_of(submission)
    words = student.split("_")
    ends = ["_".join(words[start:]) for start in range(1, len(words))]
    # A number alone says little, if it is not Blackboard that wrote it there.
    logins = [end for end in ends if not end.isdecimal() or f"{student}_attempt_" in submission]
    return logins + _IN_BRACKETS.findall(student)


def _fitting(roster: Roster, key: str, spellings: Collection[str]) -> frozenset[int]:
    numbers = (roster.numbers[key].get(as_read(spelling)) for spelling in spellings)
    return frozenset(number for number in numbers if number is not None)
