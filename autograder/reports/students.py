"""Rows by the students of a roster, so that nobody in it goes without a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..classroom import Ownership, Roster, called, ownership
from ..text import printable
from .rows import Row

NAMES_SHOWN = 5


@dataclass(frozen=True)
class StudentLine:
    """A student with one of their submissions.

    Attributes:
        student: the student's cells in the roster, by heading; empty for the row of nobody in it.
        row: of the submission; None for a student without a result.
    """

    student: Mapping[str, str]
    row: Row | None


def student_lines(rows: Sequence[Row], roster: Roster | None) -> Iterator[StudentLine]:
    """Each student in the order of the roster, with their submissions, then the other submissions.

    Every member of a group has the group's. Without a roster, there are just the submissions.

    Args:
        rows: of all submissions.
        roster: the students, if they are known.
    """
    if roster is None:
        yield from (StudentLine({}, row) for row in rows)
        return
    by_name, owned = {row.name: row for row in rows}, owned_rows(rows, roster)
    for student, own in zip(roster.students, owned.students, strict=True):
        yield from (StudentLine(student, by_name[name]) for name in own)
        if not own:
            yield StudentLine(student, None)
    yield from (StudentLine({}, by_name[name]) for name in (*owned.strangers, *owned.doubtful))


def owned_rows(rows: Sequence[Row], roster: Roster) -> Ownership:
    """Whose the submissions of rows are."""
    return ownership(roster, {row.name: row.submission for row in rows})


def owners(owned: Ownership, roster: Roster) -> dict[str, str]:
    """The names of the students behind each submission, by the name of its result file.

    Args:
        owned: whose the submissions are.
        roster: the students.
    """
    return {name: roster.called(party) for party, names in enumerate(owned.parties) for name in names}


def notes_on_roster(roster: Roster, submissions: Mapping[str, str]) -> Iterator[str]:
    """What a person should know about a class and its roster, a line each.

    Args:
        roster: the students.
        submissions: the names of all submissions, by the names of their result files, without `.json`.
    """
    owned = ownership(roster, submissions)
    without = students_without(roster, owned)
    if without:
        of = f"{len(without)} of {len(roster.students)}"
        yield f"no submission of {of} in the roster: {_some(without)}"
    for party, files in enumerate(owned.parties):
        if len(files) > 1:
            several = _some([submissions[file] for file in files])
            yield f"several submissions of {roster.called(party)}: {several}"
    if owned.strangers:
        yield f"not in the roster: {_some([submissions[file] for file in owned.strangers])}"
    for file in owned.doubtful:
        yield f"fits several students of the roster: {printable(submissions[file])}"


def students_without(roster: Roster, owned: Ownership) -> list[str]:
    """What the students are called who have none of the submissions.

    Args:
        roster: the students.
        owned: whose the submissions are.
    """
    return [called(student) for student, own in zip(roster.students, owned.students, strict=True) if not own]


def _some(names: Sequence[str]) -> str:
    """Some names and how many more; semicolons, for names of people hold commas."""
    more = [f"and {len(names) - NAMES_SHOWN} more"] if len(names) > NAMES_SHOWN else []
    return "; ".join([*map(printable, names[:NAMES_SHOWN]), *more])
