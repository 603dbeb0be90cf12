"""`index.html`: the class at a glance, in one self-contained file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from ..classroom import Roster
from ..results import Status
from .groups import Group, groups_of
from .item_analysis import analyse
from .rendering import render, script_hash, template_source
from .rows import Row
from .since import Changed
from .students import owned_rows, owners, students_without
from .svg import histogram

GROUPS_SHOWN = 12
"""Groups of an exercise that are listed, the largest ones; all of them stand in `groups.json`."""

ROWS_MOST = 500
"""Rows that stand in the table as it is; the page's script makes those beyond from data, on first need."""
NAMES_MOST = 100
"""Names that a list has; it says how many more there are."""

MOST_COSTLY = 3
"""How many exercises to name for teaching again, and how many misconceptions of each."""


def class_page(
    title: str,
    rows: Sequence[Row],
    exercises: Sequence[tuple[str, float]],
    roster: Roster | None = None,
    changed: Sequence[Changed] = (),
) -> str:
    """The page of a class.

    Args:
        title: the assignment's.
        rows: of all submissions.
        exercises: names and maximum points, in order.
        roster: the students, if they are known.
        changed: the submissions whose marks are not those of the last run.
    """
    script = template_source("class.js")
    analysis = analyse(rows)
    points = sum(most for _, most in exercises)
    marks = [row.final for row in rows if row.final is not None]
    whose: dict[str, str] = {}
    without: list[str] = []
    if roster is not None:
        owned = owned_rows(rows, roster)
        whose, without = owners(owned, roster), students_without(roster, owned)
    return render(
        "class.html",
        title=title,
        rows=rows,
        exercises=exercises,
        graded=sum(row.status == "graded" for row in rows),
        mean=sum(marks) / len(marks) if marks else None,
        full=sum(row.has_full_marks for row in rows),
        any_by_hand=any(row.replaces_automatic for row in rows),
        analysis=analysis,
        groups=_groups_by_exercise(rows),
        changed=changed,
        costly=analysis.costly(MOST_COSTLY),
        distribution=histogram(analysis.bins, _parts(points, len(analysis.bins))),
        bands=_parts(points, len(analysis.bands)),
        unreadable=[row for row in rows if row.status == "unreadable"],
        look_first=_look_first(rows),
        rows_most=ROWS_MOST,
        names_most=NAMES_MOST,
        whose=whose,
        further=_further(rows[ROWS_MOST:], [most for _, most in exercises], whose),
        without=without,
        in_roster=len(roster.students) if roster is not None else 0,
        script=Markup(script),
        script_hash=script_hash(script),
    )


def _look_first(rows: Sequence[Row]) -> list[tuple[str, list[tuple[Row, str]]]]:
    """What needs a person: each kind of it in words, with the rows that are of it and why."""
    graded = [row for row in rows if row.status == "graded"]
    kinds = {
        "that the grader failed at: no mark yet, the next run tries again": [
            (row, row.remark) for row in rows if row.status == "fault"
        ],
        "that could not be read: 0 points": [(row, row.remark) for row in rows if row.status == "unreadable"],
        "with something to mark by hand": [(row, row.why_no_score) for row in graded if row.to_mark],
        "with an exercise whose process ended while a test ran": _with(graded, Status.CRASHED),
        "with an exercise that took too long": _with(graded, Status.TIMEOUT),
    }
    return [(what, noted) for what, noted in kinds.items() if noted]


def _with(rows: Sequence[Row], status: Status) -> list[tuple[Row, str]]:
    """The rows with exercises of a status, and which these are."""
    found = [(row, row.exercises_with(status)) for row in rows]
    return [(row, ", ".join(exercises)) for row, exercises in found if exercises]


def _further(rows: Sequence[Row], points: Sequence[float], whose: Mapping[str, str]) -> Markup:
    """Rows as data for the page's script: name, file, students, marks, and the number of the remark.

    A mark by hand stands with the automatic one. Each remark is listed once: many make the same mistake.
    """
    said: dict[tuple[str, ...], int] = {}
    described = [
        [
            row.submission,
            row.name if row.name != row.submission else 0,
            whose.get(row.name, 0),
            [
                row.shown if row.to_mark else _mark(row.final, row.score, row.replaces_automatic),
                *(_mark(mark.final, mark.score, mark.replaces_automatic) for mark in row.exercises),
            ],
            said.setdefault((row.remark, *row.reasons), len(said)),
        ]
        for row in rows
    ]
    data = {"points": points, "said": list(said), "rows": described}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c"))


def _mark(final: float | None, automatic: float | None, by_hand: bool) -> object:
    return [_short(final), _short(automatic)] if by_hand else _short(final)


def _short(score: float | None) -> float | int | None:
    return int(score) if score is not None and score.is_integer() else score


def _groups_by_exercise(rows: Sequence[Row]) -> list[tuple[str, list[Group], int]]:
    """Each exercise with its largest groups, and how many others there are."""
    by_exercise: dict[str, list[Group]] = {}
    for group in groups_of(rows):
        by_exercise.setdefault(group.exercise, []).append(group)
    return [
        (exercise, alike[:GROUPS_SHOWN], len(alike[GROUPS_SHOWN:])) for exercise, alike in by_exercise.items()
    ]


def _parts(points: float, number: int) -> list[str]:
    """The parts of the scale of marks, as people write them; the last includes full marks."""
    edges = [f"{points * part / number:g}" for part in range(number + 1)]
    return [f"{low}–{high}" for low, high in pairwise(edges)]
