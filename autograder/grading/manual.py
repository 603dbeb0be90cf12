"""Manual items among the results of a submission: no test runs, and a person gives the points."""

from __future__ import annotations

from ..course import Assignment, ManualItem
from ..results import ExerciseResult, Status, Test, TestResult

NAME = "by_hand"
"""Of the one line that an item has where an exercise has its tests."""


def unmarked(assignment: Assignment) -> tuple[ExerciseResult, ...]:
    """The manual items of a submission that nobody has marked yet."""
    return tuple(map(_unmarked, assignment.manual))


def _unmarked(item: ManualItem) -> ExerciseResult:
    test = Test(NAME, item.title, public=False, points=item.points, bonus=item.bonus)
    return ExerciseResult(item.name, (TestResult(test, None, Status.BY_HAND, message=item.rubric),))
