"""A pytest plugin that gives the hidden tests their fixtures with no process between.

What an instructor would write in a conftest: the submission's modules are imported by the process
that holds the tests. There is no isolation and no time limit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from autograder.course import Assignment, load_assignment
from autograder.grading.references import References
from autograder.testing import LocalModules, Subject
from autograder.testing.fixtures import rng
from autograder.testing.subject import load_makers

__all__ = ["rng"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--submission", type=Path, help="the folder with the student's modules")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "points(number, public, after, form): the points of a test")


@pytest.fixture(scope="session")
def assignment(request: pytest.FixtureRequest) -> Assignment:
    return load_assignment(request.config.rootpath)


@pytest.fixture(scope="session")
def student_modules(assignment: Assignment, pytestconfig: pytest.Config) -> Callable[[str], LocalModules]:
    """The student's modules by name, each imported once, as in the autograder."""
    folder: Path = pytestconfig.getoption("--submission")
    makers = load_makers(assignment.recipes)
    return cache(lambda module: LocalModules(folder, module, makers))


@pytest.fixture
def student(request: pytest.FixtureRequest, student_modules: Callable[[str], LocalModules]) -> Subject:
    return student_modules(request.path.stem.removeprefix("test_"))


@pytest.fixture(scope="session")
def reference(assignment: Assignment) -> References:
    return References(assignment)


@pytest.fixture(scope="session")
def data_file(assignment: Assignment) -> Callable[[str], Path]:
    return lambda name: assignment.data[name]
