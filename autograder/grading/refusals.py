"""Refuses what pytest offers and a graded test cannot use, each with the reason and the repair."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from _pytest.unittest import TestCaseFunction

from ..errors import UsageError

FIXTURES = ("student", "reference", "data_file", "rng")
"""The kit's fixtures for tests."""

FIXTURES_FROM = ("autograder.grading.plugin", "autograder.testing.fixtures")
"""The modules that define them."""

_PRINTED = "functions print in a process of their own: look at `student.observe(…).printed`"
_STAYS = "functions run in a process of their own, in which it sees nothing: look at what comes back"
OF_ONE_PROCESS = {
    **dict.fromkeys(("capsys", "capsysbinary", "capteesys", "capfd", "capfdbinary"), _PRINTED),
    **dict.fromkeys(("caplog", "recwarn"), _STAYS),
}
"""Fixtures of pytest that see nothing of a student's function."""

TAKE_A_TEST_AWAY = ("skip", "skipif", "xfail")
"""Marks that leave everybody without the points of a test, or give them to nobody."""


def refuse_unusable(item: pytest.Function) -> None:
    """Refuse a test for what it is, or for the fixtures and marks that it has.

    Raises:
        UsageError: it cannot be graded with; the message names the repair.
    """
    for refusal in (_of_replaced, _of_its_kind, _of_its_marks, _of_its_fixtures, _of_what_students_lack):
        for reason in refusal(item):
            raise UsageError(f"{item.nodeid}: {reason}")


def refuse_lost(file: Path, shown: str) -> None:
    """Refuse a file in which its author wrote a test that pytest does not find.

    Args:
        file: a file of tests that Python can read.
        shown: its name in the message.

    Raises:
        UsageError: two tests have one name, or something with points has no test's name.
    """
    body = ast.parse(file.read_bytes()).body
    _refuse_lost_in(body, shown)
    for node in body:
        if isinstance(node, ast.ClassDef):
            _refuse_lost_in(node.body, shown)
            _refuse_lost_class(node, f"{shown}, line {node.lineno}")


def _refuse_lost_class(node: ast.ClassDef, where: str) -> None:
    functions = [part for part in node.body if isinstance(part, ast.FunctionDef)]
    if not any(_gives_points(decorator) for function in functions for decorator in function.decorator_list):
        return
    if not node.name.startswith("Test"):
        raise UsageError(f"{where}: pytest does not look into `{node.name}`: let its name begin with Test")
    if any(function.name == "__init__" for function in functions):
        raise UsageError(
            f"{where}: pytest does not look into `{node.name}`, since it has an `__init__`: write a fixture"
        )


def _refuse_lost_in(body: Sequence[ast.stmt], shown: str) -> None:
    lines: dict[str, int] = {}
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        where = f"{shown}, line {node.lineno}"
        if not node.name.startswith("test") and any(map(_gives_points, node.decorator_list)):
            raise UsageError(
                f"{where}: `{node.name}` has points and is no test: let its name begin with test_"
            )
        if node.name.startswith("test") and node.name in lines:
            raise UsageError(
                f"{where}: `{node.name}` takes the place of the test of this name in line "
                f"{lines[node.name]}: rename one of them"
            )
        lines[node.name] = node.lineno


def _gives_points(decorator: ast.expr) -> bool:
    match decorator:
        case ast.Call(func=ast.Name(id="points") | ast.Attribute(attr="points")):
            return True
    return False


def _of_its_kind(item: pytest.Function) -> Iterator[str]:
    if isinstance(item, TestCaseFunction):
        yield "unittest gives its tests no fixtures: let the class be an ordinary one"
    if inspect.iscoroutinefunction(item.function):
        yield "an `async` test is not waited for: write `def`"
    if getattr(item.function, "is_hypothesis_test", False):
        yield (
            "Hypothesis looks for inputs by what comes back, so each student would get others: draw them "
            "from `rng`, or list them in `@pytest.mark.parametrize`"
        )


def _of_its_marks(item: pytest.Function) -> Iterator[str]:
    for name in TAKE_A_TEST_AWAY:
        if item.get_closest_marker(name) is not None:
            yield f"`{name}` would keep its points from everybody: take the mark away, or the test"


def _of_replaced(item: pytest.Function) -> Iterator[str]:
    """A fixture or parameter that replaces one of the kit's: the test would judge something else."""
    for name in FIXTURES:
        for definition in item._fixtureinfo.name2fixturedefs.get(name, ()):
            if definition.func.__module__ not in FIXTURES_FROM:
                file = Path(inspect.getfile(definition.func))
                within = file.is_relative_to(item.config.rootpath)
                place = file.relative_to(item.config.rootpath) if within else "a parameter"
                yield (
                    f"{place} takes the place of the fixture `{name}`, which is the kit's: choose another "
                    "name"
                )


def _of_its_fixtures(item: pytest.Function) -> Iterator[str]:
    """Fixtures that are not there, see nothing, or would carry one student's values to the next."""
    # pytest has no public way to list a test's fixtures; of several definitions of a name, the last is
    # nearest to the test.
    definitions_of = item._fixtureinfo.name2fixturedefs
    fixtures = {name: definitions[-1] for name, definitions in definitions_of.items() if definitions}
    for name in item._fixtureinfo.names_closure:
        if name in OF_ONE_PROCESS:
            yield f"the fixture `{name}` is of no use here: {OF_ONE_PROCESS[name]}"
        elif name not in fixtures and name != "request":
            yield f"there is no fixture `{name}`{_meant(name, item)}"
    for name, fixture in fixtures.items():
        if fixture.scope != "function" and _uses_student(name, fixtures):
            yield f"the fixture {name!r} uses `student` and must have function scope"


def _of_what_students_lack(item: pytest.Function) -> Iterator[str]:
    """Fixtures of a public test that would not be in the released folder."""
    marker = item.get_closest_marker("points")
    if marker is None or not marker.kwargs.get("public"):
        return
    tests = item.config.rootpath / "tests"
    for name, definitions in item._fixtureinfo.name2fixturedefs.items():
        for file in (Path(inspect.getfile(definition.func)) for definition in definitions):
            if file != item.path and file.is_relative_to(tests):
                yield (
                    f"a public test has the fixture `{name}` of {file.relative_to(tests.parent)}, which "
                    "students do not get: write it into the file of the test"
                )


def _meant(name: str, item: pytest.Function) -> str:
    used = (
        other._fixtureinfo.name2fixturedefs
        for other in item.session.items
        if isinstance(other, pytest.Function)
    )
    near = get_close_matches(name, {*FIXTURES, *chain(*used)}, n=1)
    return f": do you mean `{near[0]}`?" if near else ": write one, or leave the argument out"


def _uses_student(name: str, fixtures: Mapping[str, pytest.FixtureDef[Any]]) -> bool:
    if name == "student":
        return True
    return name in fixtures and any(_uses_student(used, fixtures) for used in fixtures[name].argnames)
