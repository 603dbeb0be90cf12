"""The collected tests of an assignment, checked: exercise, points, and the test that each builds on."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from ..course import DESCRIPTION, POINTS, Assignment
from ..errors import UsageError
from ..results import Test

FIXTURES = ("student", "reference", "data_file", "rng")
"""The kit's fixtures for tests."""

FIXTURES_FROM = ("autograder.grading.plugin", "autograder.testing.fixtures")
"""The modules that define them."""


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
        """The maximum points of each exercise."""
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
        UsageError: a test lacks points or a docstring or builds on no earlier test; or a fixture replaces
            one of the kit's or would carry one student's values to the next; or the points are not 100.
    """
    by_module: dict[str, list[PlannedTest]] = {module: [] for module in assignment.modules}
    for item in items:
        module = exercise_of(item.path)
        if module not in by_module or not isinstance(item, pytest.Function):
            raise UsageError(f"{item.nodeid}: no test of an exercise of {assignment.name}")
        earlier = {planned.test.name for planned in by_module[module]}
        by_module[module].append(_planned(item, earlier))
    _check_points(assignment, by_module)
    return Plan({module: tuple(tests) for module, tests in by_module.items()})


def exercise_of(path: Path) -> str:
    """The exercise that a test file belongs to: `test_softmax.py` tests `softmax`."""
    return path.stem.removeprefix("test_")


def _planned(item: pytest.Function, earlier: set[str]) -> PlannedTest:
    marker = item.get_closest_marker("points")
    if marker is None:
        raise UsageError(f"{item.nodeid}: the test has no points; write @points(n) above it")
    title = _title(item)
    if not title:
        raise UsageError(f"{item.nodeid}: the test has no docstring, whose first line the student reads")
    after = marker.kwargs.get("after")
    after = after.removeprefix("test_") if after is not None else None
    if after is not None and after not in earlier:
        raise UsageError(f"{item.nodeid}: builds on {after!r}, which is no earlier test of its file")
    _refuse_replaced(item)
    _check_fixtures(item)
    name = item.name.removeprefix("test_")
    if name in earlier:
        raise UsageError(f"{item.nodeid}: a second test of this name")
    public, form = (bool(marker.kwargs.get(flag, False)) for flag in ("public", "form"))
    return PlannedTest(Test(name, title, public, float(marker.args[0]), form), after, item)


def _title(item: pytest.Function) -> str:
    documented = inspect.getdoc(item.function)
    return documented.splitlines()[0].strip() if documented else ""


def _refuse_replaced(item: pytest.Function) -> None:
    """Refuse a fixture or parameter that replaces one of the kit's: the test would judge something else."""
    for name in FIXTURES:
        for definition in item._fixtureinfo.name2fixturedefs.get(name, ()):
            if definition.func.__module__ not in FIXTURES_FROM:
                file = Path(inspect.getfile(definition.func))
                within = file.is_relative_to(item.config.rootpath)
                where = file.relative_to(item.config.rootpath) if within else "a parameter"
                raise UsageError(
                    f"{item.nodeid}: {where} takes the place of the fixture `{name}`, which is the kit's: "
                    "choose another name"
                )


def _check_fixtures(item: pytest.Function) -> None:
    """Refuse fixtures that would carry one student's values to the next."""
    # pytest has no public way to list a test's fixtures; of several definitions of a name, the last is
    # nearest to the test.
    definitions_of = item._fixtureinfo.name2fixturedefs
    fixtures = {name: definitions[-1] for name, definitions in definitions_of.items() if definitions}
    for name, fixture in fixtures.items():
        if fixture.scope not in ("function", "session"):
            reason = f"has {fixture.scope} scope; use function or session"
        elif fixture.scope == "session" and _uses_student(name, fixtures):
            reason = "uses `student` and must have function scope"
        else:
            continue
        raise UsageError(f"{item.nodeid}: the fixture {name!r} {reason}")


def _uses_student(name: str, fixtures: Mapping[str, pytest.FixtureDef[Any]]) -> bool:
    if name == "student":
        return True
    return name in fixtures and any(_uses_student(used, fixtures) for used in fixtures[name].argnames)


def _check_points(assignment: Assignment, by_module: Mapping[str, Sequence[PlannedTest]]) -> None:
    if untested := [module for module, tests in by_module.items() if not tests]:
        raise UsageError(f"{assignment.tests}: no tests of {', '.join(untested)}")
    total = sum(planned.test.points for tests in by_module.values() for planned in tests)
    if abs(total - POINTS) > 1e-9 and not assignment.draft:
        raise UsageError(
            f"{assignment.tests}: the points of all tests are {total:g}; they must be {POINTS}, unless "
            f"{DESCRIPTION} says `draft = true`"
        )
