"""`index.html`: the class at a glance, in one self-contained file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from ..classroom import Roster
from .groups import Group, groups_of
from .item_analysis import analyse
from .rendering import render, script_hash, template_source
from .rows import Row
from .students import owned_rows, students_without
from .svg import histogram

GROUPS_SHOWN = 12
"""Groups of an exercise that are listed, the largest ones; all of them stand in `groups.json`."""

MOST_COSTLY = 3
"""How many exercises to name for teaching again, and how many misconceptions of each."""


def class_page(
    title: str,
    rows: Sequence[Row],
    exercises: Sequence[tuple[str, float]],
    roster: Roster | None = None,
) -> str:
    """The page of a class.

    Args:
        title: the assignment's.
        rows: of all submissions.
        exercises: names and maximum points, in order.
        roster: the students, if they are known.
    """
    script = template_source("class.js")
    analysis = analyse(rows)
    points = sum(most for _, most in exercises)
    marks = [row.final for row in rows if row.final is not None]
    return render(
        "class.html",
        title=title,
        rows=rows,
        exercises=exercises,
        graded=sum(row.status == "graded" for row in rows),
        mean=sum(marks) / len(marks) if marks else None,
        full=sum(row.final == row.max_score for row in rows),
        any_by_hand=any(row.set_by_hand for row in rows),
        analysis=analysis,
        groups=_groups_by_exercise(rows),
        costly=analysis.costly(MOST_COSTLY),
        distribution=histogram(analysis.bins, _parts(points, len(analysis.bins))),
        bands=_parts(points, len(analysis.bands)),
        faulty=[row for row in rows if row.status == "fault"],
        unreadable=[row for row in rows if row.status == "unreadable"],
        crashed=[row for row in rows if row.status == "graded" and row.crashed],
        without=students_without(roster, owned_rows(rows, roster)) if roster is not None else [],
        in_roster=len(roster.students) if roster is not None else 0,
        script=Markup(script),
        script_hash=script_hash(script),
    )


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
