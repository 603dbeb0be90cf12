"""Lets authors run the tests of an assignment with plain pytest, from an editor say; this grades nobody.

pytest loads it where the kit is installed. In `solutions/<assignment>/tests` it gives the fixtures that
grading gives; the functions under test run in pytest's own process, so breakpoints stop in them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .course import DESCRIPTION, Assignment, load_assignment
from .errors import UsageError
from .naming import exercise_of

if TYPE_CHECKING:
    from .grading.references import References
    from .testing import Subject

OPTION = "--student"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("autograder").addoption(
        OPTION,
        metavar="PATH",
        type=Path,
        help="the module or folder that an assignment's tests run on; by default the references",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "points(number, public, after, form): the points of a test")
    chosen = config.getoption(OPTION)
    if chosen is not None:
        # Tests run elsewhere.
        config.option.student = config.invocation_params.dir / chosen
        if not config.option.student.exists():
            raise pytest.UsageError(f"{OPTION} {chosen}: there is no such file or folder")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let warnings pass, as grading does, whatever a configuration above the assignment asks for."""
    for item in items:
        if _folder_of(item.path) is not None:
            item.add_marker(pytest.mark.filterwarnings("default"))


def pytest_report_header(config: pytest.Config) -> str | None:
    chosen = config.getoption(OPTION)
    if not any(_folder_of(Path(argument.split("::")[0])) for argument in config.args):
        return None
    return f"autograder: tests run on {chosen or 'the references'}, without isolation; this is no grading"


@pytest.fixture
def student(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Subject:
    """The functions under test: a reference's, or those of `--student`."""
    from .testing import LocalModules
    from .testing.subject import load_makers

    assignment = _assignment_of(request.path)
    exercise = exercise_of(request.path, assignment.modules)
    if exercise is None:
        raise pytest.UsageError(f"{request.path}: its name begins with that of no exercise")
    for name, path in assignment.data.items():
        shutil.copy(path, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    folder = _modules(request.config.getoption(OPTION), assignment, exercise, tmp_path)
    return LocalModules(folder, exercise, load_makers(assignment.recipes))


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> References:
    """The functions of all references."""
    from .grading.references import References

    return References(_assignment_of(request.path))


@pytest.fixture(scope="session")
def data_file(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """The path of one of the assignment's public data files, by its name."""

    def path_of(name: str) -> Path:
        folders = dict.fromkeys(_folder_of(item.path) for item in request.session.items)
        data = [_loaded(folder).data for folder in folders if folder is not None]
        return next(files[name] for files in data if name in files)

    return path_of


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> Any:
    """A generator seeded by the test's name."""
    from .testing.fixtures import seeded_by

    return seeded_by(request.node.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    if _folder_of(item.path) is None:
        return (yield)
    from .testing.differences import showing_values

    with showing_values(True):
        return (yield)


def _modules(chosen: Path | None, assignment: Assignment, exercise: str, scratch: Path) -> Path:
    """The folder of the modules under test."""
    if chosen is None:
        return assignment.folder
    if chosen.is_dir():
        return chosen
    for name, content in assignment.references().items():
        (scratch / name).write_bytes(content)
    shutil.copy(chosen, scratch / f"{exercise}.py")
    return scratch


def _assignment_of(test: Path) -> Assignment:
    folder = _folder_of(test)
    if folder is None:
        raise pytest.UsageError(f"{test}: there is no {DESCRIPTION} in the folder above")
    return _loaded(folder)


def _loaded(folder: Path) -> Assignment:
    try:
        return load_assignment(folder)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def _folder_of(path: Path) -> Path | None:
    """The folder of the assignment that a path lies in or is."""
    folders = [path.resolve(), *path.resolve().parents]
    return next((folder for folder in folders if (folder / DESCRIPTION).is_file()), None)
