"""Gives the public tests your functions, and says in one line what is wrong and where.

Mistakes that others have made, too, are recognised by what your function does, and get a hint.
"""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
import torch
from kit import LocalModules
from kit.comparisons import showing_values
from kit.explaining import explain
from kit.fixtures import rng
from kit.hints import Hints
from kit.mistakes import read_mistakes
from kit.subject import Recorded, load_makers

__all__ = ["rng"]

FOLDER = Path(__file__).parent.parent
HIDDEN_TESTS: dict[str, int] = json.loads(
    (Path(__file__).parent / "assignment.json").read_text(encoding="utf-8")
)["hidden_tests"]
POINTS = pytest.StashKey[dict[str, list[tuple[float, bool]]]]()
HINTS = pytest.StashKey[Hints]()


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Recorded:
    """Your functions of the exercise under test."""
    makers = load_makers(Path(__file__).parent / "recipes.py")
    return Recorded(LocalModules(FOLDER, exercise_of(request.path), makers, tell=passed_on))


@pytest.fixture(scope="session")
def data_file() -> Callable[[str], Path]:
    """The path of a data file of the assignment, by its name."""
    return lambda name: FOLDER / name


def exercise_of(path: Path) -> str:
    return path.stem.removeprefix("test_")


def passed_on(printed: str) -> None:
    """Leave it to pytest what becomes of what a function printed."""
    print(printed, end="")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "points(number, public, after): the points of a test")
    # What Matplotlib does with a tensor is nobody's mistake.
    config.addinivalue_line("filterwarnings", "ignore:__array:DeprecationWarning:matplotlib")
    points: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    config.stash[POINTS] = points
    config.stash[HINTS] = Hints(FOLDER, read_mistakes(Path(__file__).parent / "mistakes.json"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the exercises in the order in which the handout takes them up."""
    order = {exercise: position for position, exercise in enumerate(HIDDEN_TESTS)}
    items.sort(key=lambda item: order.get(exercise_of(item.path), len(order)))
    for item in items:
        built_on = item.config.stash[HINTS].built_on(exercise_of(item.path))
        item.user_properties.append(("built_on", sorted(built_on)))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Start each exercise with the random numbers that it starts with when it is graded."""
    if exercise_of(item.path) not in item.config.stash[POINTS]:
        random.seed(0)
        torch.manual_seed(0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    with showing_values(True):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    exercise, error = exercise_of(item.path), call.excinfo.value if call.excinfo is not None else None
    student = getattr(item, "funcargs", {}).get("student")
    if error is not None:
        explained = explain(error, FOLDER, exercise, student if isinstance(student, Recorded) else None)
        sentence = (item.function.__doc__ or item.name).splitlines()[0]
        report.longrepr = f"{sentence}\n    {explained}"
        report.user_properties.append(("explanation", explained.as_json()))
    if report.when == "call" or report.failed:
        for marker in item.iter_markers("points"):
            item.config.stash[POINTS][exercise].append((marker.args[0], report.passed))
    if report.when == "call" and isinstance(student, Recorded):
        hints = item.config.stash[HINTS]
        hints.note(exercise, item.name, student.calls, error)
        report.user_properties.append(("hints", hints.about(exercise)))
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    # Each failure has been told of in whole sentences; pytest's list would repeat them, cut off.
    terminalreporter.reportchars = terminalreporter.reportchars.replace("f", "")
    points = config.stash[POINTS]
    if not points:
        return
    terminalreporter.section("points of the public tests")
    for exercise, tests in points.items():
        reached = sum(number for number, passed in tests if passed)
        terminalreporter.line(f"{exercise:<20} {reached:g} of {sum(number for number, _ in tests):g}")
        for hint in config.stash[HINTS].about(exercise):
            terminalreporter.line(f"    hint: {hint}")
    terminalreporter.line(f"{sum(HIDDEN_TESTS.values())} more tests run when your work is graded.")
