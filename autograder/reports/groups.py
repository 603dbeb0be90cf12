"""Groups: submissions that do the same wrong thing in an exercise, whether it has a name or not."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..results import Status, TestResult
from .pointing import without_place
from .rows import ExerciseMark, Row

GROUPS = "groups.json"
SCHEMA = 1

STARTED = frozenset({Status.FAILED, Status.ERROR, Status.TIMEOUT, Status.CRASHED})
"""Of an exercise without a test of these statuses, nothing is written yet."""


@dataclass(frozen=True)
class Group:
    """Submissions whose tests of an exercise came out the same, to the words of their messages.

    Attributes:
        names: of the misconceptions that were recognised, if any.
        rows: whose work it is.
        lost: the tests that lost points, as they came out for the first of the rows.
    """

    exercise: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    lost: tuple[TestResult, ...]

    @property
    def shown(self) -> str:
        """The names for people; empty where there is none."""
        return ", ".join(name.replace("_", " ") for name in self.names)

    @property
    def first(self) -> TestResult:
        """The first test that lost points for its own sake."""
        return next(result for result in self.lost if result.status in STARTED)

    @property
    def command(self) -> str:
        """What shows, typed in the results folder, the calls of that test beside the reference's."""
        test = f"{self.exercise}.{self.first.test.name}"
        return shlex.join(["autograder", "explain", ".", self.rows[0].name, test])


def groups_of(rows: Sequence[Row]) -> list[Group]:
    """The groups of a class: by exercise, in the order of the course, the largest group first.

    Args:
        rows: of all submissions of one assignment.
    """
    groups: dict[str, dict[tuple[object, ...], list[tuple[Row, ExerciseMark]]]] = {
        mark.exercise: {} for row in rows for mark in row.exercises
    }
    for row in rows:
        for mark in row.exercises:
            if any(result.status in STARTED for result in mark.result.tests):
                groups[mark.exercise].setdefault(tuple(_shown(mark)), []).append((row, mark))
    return [
        _group(members)
        for by_behaviour in groups.values()
        for members in sorted(by_behaviour.values(), key=lambda members: -len(members))
    ]


def groups_json(assignment: str, groups: Sequence[Group]) -> str:
    """The content of `groups.json`.

    Args:
        assignment: its name.
        groups: of a class.
    """
    described = {
        "schema": SCHEMA,
        "assignment": assignment,
        "groups": [_described(group) for group in groups],
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _shown(mark: ExerciseMark) -> Iterator[object]:
    yield from (misconception.name for misconception in mark.result.misconceptions)
    for result in mark.result.tests:
        yield result.test.name, result.status, result.limit, without_place(result.message or "")


def _group(members: Sequence[tuple[Row, ExerciseMark]]) -> Group:
    _row, mark = members[0]
    names = tuple(misconception.name for misconception in mark.result.misconceptions)
    lost = tuple(result for result in mark.result.tests if (result.score or 0.0) < result.test.points)
    return Group(mark.exercise, names, tuple(row for row, _mark in members), lost)


def _described(group: Group) -> dict[str, Any]:
    return {
        "exercise": group.exercise,
        "misconceptions": list(group.names),
        "submissions": [row.submission for row in group.rows],
        "tests": [
            {
                "test": result.test.name,
                "title": result.test.title,
                "public": result.test.public,
                "status": result.status,
                "message": without_place(result.message or ""),
            }
            for result in group.lost
        ],
    }
