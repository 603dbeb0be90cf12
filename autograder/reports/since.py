"""Whose marks are no longer those that the last run wrote into `scores.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..tables import read_table
from .rows import Row
from .scores import score_cells, score_columns

Cells = tuple[str, ...]
"""Those of one submission in the columns of scores."""


@dataclass(frozen=True)
class Changed:
    """A submission whose marks have changed.

    Attributes:
        row: of the submission.
        total: how its score changed, or at what it stays.
        exercises: how its marks changed.
    """

    row: Row
    total: str
    exercises: tuple[str, ...]


def changed_since(scores: Path, rows: Sequence[Row], exercises: Sequence[str]) -> list[Changed]:
    """The submissions that had other marks in an earlier `scores.csv`.

    Submissions that share a name are left out, and those that had no mark.

    Args:
        scores: the file; if it is not there, or has other columns, nothing has changed.
        rows: of all submissions.
        exercises: their names, in order.
    """
    # Members of a group have the same line.
    earlier = _by_name(list(dict.fromkeys(_lines(scores, score_columns(exercises)))))
    now = [tuple(map(str.strip, score_cells(row, exercises))) for row in rows]
    known = _by_name(now)
    changes = [
        _change(row, earlier[cells[0]], cells, exercises)
        for row, cells in zip(rows, now, strict=True)
        if cells[0] in earlier and cells[0] in known
    ]
    return [change for change in changes if change is not None]


def _by_name(lines: Sequence[Cells]) -> dict[str, Cells]:
    """The lines of names that no other line has."""
    number = Counter(name for name, *_marks in lines)
    return {cells[0]: cells for cells in lines if number[cells[0]] == 1}


def _lines(scores: Path, columns: Sequence[str]) -> list[Cells]:
    try:
        table = read_table(scores)
    except UsageError:
        return []
    first = table.headings.index(columns[0]) if columns[0] in table.headings else 0
    here = slice(first, first + len(columns))
    if list(table.headings[here]) != list(columns):
        return []
    return [line.cells[here] for line in table.lines]


def _change(row: Row, was: Cells, now: Cells, exercises: Sequence[str]) -> Changed | None:
    """How marks changed; None if they did not, or if there was none."""
    _name, _status, total_was, _most, *marks_were = was
    _name, _status, total, _most, *marks = now
    changes = tuple(
        f"{exercise} {before or 'none'} → {after or 'none'}"
        for exercise, before, after in zip(exercises, marks_were, marks, strict=True)
        if before != after
    )
    if not total_was or (total == total_was and not changes):
        return None
    return Changed(
        row, f"stays at {total}" if total == total_was else f"{total_was} → {total or 'none'}", changes
    )
