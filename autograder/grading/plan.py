"""The collected tests of an assignment, checked: exercise, points, and the test that each builds on."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain

import pytest

from ..course import DESCRIPTION, POINTS, Assignment
from ..errors import UsageError
from ..naming import exercise_of
from ..results import Test
from .refusals import refuse_lost, refuse_unusable


@dataclass(frozen=True)
class PlannedTest:
    """A test with the pytest item that runs it.

    Attributes:
        test: the test as results name it.
        after: the name of the test that must pass first, if any.
        item: runs it.
    """

    __test__ = False

    test: Test
    after: str | None
    item: pytest.Function

    @property
    def where(self) -> str:
        """The file and line of the test."""
        file, line, _name = self.item.location
        return f"{file}, line {(line or 0) + 1}"


@dataclass(frozen=True)
class Plan:
    """The tests of each exercise, in the order in which they run."""

    exercises: Mapping[str, tuple[PlannedTest, ...]]

    def described(self) -> list[tuple[str, tuple[Test, ...]]]:
        return [
            (module, tuple(planned.test for planned in tests)) for module, tests in self.exercises.items()
        ]

    def maxima(self) -> dict[str, float]:
        """The most points that each exercise can give, with its bonus."""
        return {module: sum(test.points for test in tests) for module, tests in self.described()}

    def public(self) -> Plan:
        """The public tests as students run them: all of them, even if the test that one builds on fails."""
        public = {
            module: tuple(planned for planned in tests if planned.test.public)
            for module, tests in self.exercises.items()
        }
        return Plan(public).each_alone()

    def each_alone(self) -> Plan:
        """The same tests, each of which runs even if the test that it builds on fails."""
        return Plan(
            {
                module: tuple(replace(planned, after=None) for planned in tests)
                for module, tests in self.exercises.items()
            }
        )


def make_plan(assignment: Assignment, items: Sequence[pytest.Item]) -> Plan:
    """Sort collected items by exercise and check them.

    Raises:
        UsageError: a test lacks points or a docstring or builds on no earlier test, or uses something of
            pytest that cannot be graded with; or an exercise has no test, or the points are not 100.
    """
    by_module: dict[str, list[PlannedTest]] = {module: [] for module in assignment.modules}
    for file in chain(*map(assignment.test_files, assignment.modules)):
        refuse_lost(file, file.relative_to(assignment.folder).as_posix())
    for item in items:
        module = exercise_of(item.path, assignment.modules)
        if module is None:
            raise UsageError(f"{item.nodeid}: {_of_no_exercise(assignment, item.path.stem)}")
        if not isinstance(item, pytest.Function):
            raise UsageError(f"{item.nodeid}: this is no function with points, and nothing else is graded")
        by_module[module].append(_planned(item, [planned.test.name for planned in by_module[module]]))
    _check_points(assignment, by_module)
    return Plan({module: tuple(tests) for module, tests in by_module.items()})


def _of_no_exercise(assignment: Assignment, stem: str) -> str:
    near = get_close_matches(stem.removeprefix("test_"), assignment.modules, n=1)
    meant = near[0] if near else assignment.modules[0]
    return (
        f"the file belongs to no exercise: call it after one, as test_{meant}.py, or let its name begin with "
        f"one, as test_{meant}_more.py"
    )


def _planned(item: pytest.Function, earlier: Sequence[str]) -> PlannedTest:
    refuse_unusable(item)
    marker = item.get_closest_marker("points")
    if marker is None or len(marker.args) != 1:
        raise UsageError(f"{item.nodeid}: the test has no points; write @points(n) above it")
    title = _title(item)
    if not title:
        raise UsageError(f"{item.nodeid}: the test has no docstring, whose first line the student reads")
    name = item.name.removeprefix("test_")
    if name in earlier:
        raise UsageError(f"{item.nodeid}: the exercise has another test of this name; rename one of them")
    public, form, bonus = (bool(marker.kwargs.get(flag, False)) for flag in ("public", "form", "bonus"))
    after = _first(item, marker.kwargs.get("after"), earlier)
    return PlannedTest(Test(name, title, public, float(marker.args[0]), form, bonus), after, item)


def _first(item: pytest.Function, after: str | None, earlier: Sequence[str]) -> str | None:
    """The name of the test that one builds on."""
    if after is None:
        return None
    name = after.removeprefix("test_")
    if name in earlier:
        return name
    with_parameters = [test for test in earlier if test.startswith(f"{name}[")]
    meant = with_parameters or get_close_matches(name, earlier, n=1)
    raise UsageError(
        f"{item.nodeid}: it is to come after {after!r}, which is no earlier test of its exercise"
        + (f": do you mean {meant[-1]!r}?" if meant else "")
    )


def _title(item: pytest.Function) -> str:
    documented = inspect.getdoc(item.function)
    return documented.splitlines()[0].strip() if documented else ""


def _check_points(assignment: Assignment, by_module: Mapping[str, Sequence[PlannedTest]]) -> None:
    if untested := [module for module, tests in by_module.items() if not tests]:
        raise UsageError(
            f"{assignment.tests}: no tests of {', '.join(untested)}: write one into test_{untested[0]}.py, "
            "with a name that begins with test_"
        )
    tests = (planned.test for planned in chain(*by_module.values()))
    total = sum(test.points for test in tests if not test.bonus)
    total += sum(item.points for item in assignment.manual if not item.bonus)
    if abs(total - POINTS) > 1e-9 and not assignment.draft:
        what = "all tests and manual items" if assignment.manual else "all tests"
        raise UsageError(
            f"{assignment.tests}: the points of {what} are {total:g}; they must be {POINTS}, unless "
            f"{DESCRIPTION} says `draft = true`"
        )
