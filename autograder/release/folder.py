"""Makes the folder that students get."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.resources import files as package_files
from pathlib import Path

from ..course import Assignment, refuse_draft
from ..errors import Leak, UsageError
from ..files import write_into
from ..grading.session import GradingSession
from ..grading.starting import started_zygote
from ..sandbox.isolation import machine_isolation
from ..testing.mistakes import mistakes_as_text
from .leaks import leaks
from .mistakes import mistakes_of
from .notebook import NOTEBOOK, notebook
from .public_tests import STUDENTS_PACKAGE, public_tests
from .secrets import secrets_of
from .stubs import stub
from .uncleared import left_uncleared, other_notebooks

HANDOUT, README = "handout.md", "README.md"
HAND_IN = "hand_in.py"
DESCRIPTION = "tests/assignment.json"
REQUIREMENTS = "requirements.txt"
TEMPLATES = (REQUIREMENTS, "pytest.ini", "tests/conftest.py", "tests/environment.py")
LAB_TEMPLATES = ("tests/lab_check.py", "tests/lab_pictures.py")


def release_files(assignment: Assignment) -> dict[str, bytes]:
    """The files that students get, by path.

    Raises:
        UsageError: the assignment cannot be used, is a draft, or something in it cannot be released.
        GraderFault: the grader failed on the known mistakes.
        Leak: the files hold a solution, a hidden test or the code of a known mistake.
    """
    refuse_draft(assignment)
    # Only the author's own code runs here: isolation just makes it behave as in grading.
    with GradingSession(assignment, started_zygote(assignment, machine_isolation())) as session:
        return files_of(session)


def files_of(session: GradingSession) -> dict[str, bytes]:
    """The same, for a session that has collected the tests.

    Raises:
        UsageError: something in the assignment cannot be released; the text has a line for each.
        GraderFault: the grader failed on the known mistakes.
        Leak: the files hold a solution, a hidden test, the code of a known mistake, or something that
            nbgrader would have to clear.
    """
    assignment = session.assignment
    _refuse(other_notebooks(path.relative_to(assignment.folder) for path in assignment.files()))
    files = _made_by(_parts(session)) | _kit(assignment)
    files |= {name: path.read_bytes() for name, path in assignment.data.items()}
    _refuse([*left_uncleared(files), *leaks_in(files, assignment)])
    return dict(sorted(files.items()))


MISTAKES = "tests/mistakes.json"
"""The file of the known mistakes; there is none if no mistake has a hint."""

Part = Callable[[], dict[str, bytes]]
"""Makes some of the files of a release, or says why it cannot, by a UsageError."""


def _parts(session: GradingSession) -> Iterator[Part]:
    """All that can go wrong apart from the rest; what takes long comes last."""
    assignment = session.assignment
    for module in assignment.modules:
        yield partial(_stub, assignment, module)
    yield partial(_handout, assignment)
    for module in assignment.modules:
        for path in assignment.test_files(module):
            yield partial(_tests, session, module, path)
    yield partial(_description, session)
    yield partial(_notebook, session)
    yield partial(_mistakes, session)


def _made_by(parts: Iterable[Part]) -> dict[str, bytes]:
    """The files of all parts; if some cannot be made, what is wrong with each of them."""
    files: dict[str, bytes] = {}
    reasons = []
    for part in parts:
        try:
            files |= part()
        except UsageError as error:
            reasons.append(str(error))
    if reasons:
        raise UsageError("\n".join(reasons))
    return files


def _stub(assignment: Assignment, module: str) -> dict[str, bytes]:
    return {f"{module}.py": stub(assignment.reference(module)).encode()}


def leaks_in(files: Mapping[str, bytes], assignment: Assignment) -> list[str]:
    """The secrets of an assignment in these files, one line each.

    A module must equal its stub: a solution may be too short to recognise.

    Args:
        files: the files to release, by path.
        assignment: gives the secrets.
    """
    solved = [
        f"{path} is not the stub of {module}"
        for module in assignment.modules
        if (path := f"{module}.py") in files and files[path] != stub(assignment.reference(module)).encode()
    ]
    return solved + leaks(files, secrets_of(assignment))


def for_tests(released: Mapping[str, bytes], modules: Iterable[str]) -> dict[str, bytes]:
    """What the tests of a release need besides the modules.

    Args:
        released: the files of the release, by path.
        modules: the assignment's modules, without `.py`.
    """
    left_out = {README, REQUIREMENTS, NOTEBOOK, HAND_IN, *(f"{module}.py" for module in modules)}
    return {path: content for path, content in released.items() if path not in left_out}


def write_release(files: Mapping[str, bytes], out: Path) -> list[str]:
    """Write a release, each file whole or not at all.

    Args:
        files: the release, by path.
        out: the folder.

    Returns:
        The other files of the folder, which are left alone.

    Raises:
        UsageError: the folder cannot be written to.
    """
    write_into(out, files)
    present = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    return sorted(
        path.as_posix() for path in present if path.as_posix() not in files and not _is_by_accident(path)
    )


def _refuse(found: Sequence[str]) -> None:
    if found:
        raise Leak("\n".join(found))


def _is_by_accident(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def _handout(assignment: Assignment) -> dict[str, bytes]:
    handout = assignment.folder / HANDOUT
    if not handout.is_file():
        raise UsageError(f"there is no {handout}, which students get as {README}")
    return {README: handout.read_bytes()}


def _tests(session: GradingSession, module: str, path: Path) -> dict[str, bytes]:
    """The public tests of one file."""
    tests = public_tests(path) or ""
    for planned in session.plan.public().exercises[module]:
        if planned.item.path == path and f"def {planned.item.originalname}(" not in tests:
            raise UsageError(
                f"{planned.where}: the test is public, but is not released: write `public=True` itself "
                "between the brackets of its @points(…)"
            )
    return {f"tests/{path.relative_to(session.assignment.tests).as_posix()}": tests.encode()} if tests else {}


def _description(session: GradingSession) -> dict[str, bytes]:
    """What students' programs know about an assignment, with the exercises in the course's order."""
    described = {
        "name": session.assignment.name,
        "title": session.assignment.title,
        "call_seconds": max(limits.call_seconds for limits in session.assignment.all_limits()),
        "hidden_tests": {
            module: sum(not test.public for test in tests) for module, tests in session.plan.described()
        },
        "manual": [item.name for item in session.assignment.manual],
        "points": session.plan.maxima(),
        "public_points": session.plan.public().maxima(),
        "minutes": session.assignment.minutes,
    }
    return {DESCRIPTION: (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()}


def _mistakes(session: GradingSession) -> dict[str, bytes]:
    known = mistakes_of(session)
    return {MISTAKES: mistakes_as_text(known).encode()} if any(known.values()) else {}


def _notebook(session: GradingSession) -> dict[str, bytes]:
    lab, manual = session.assignment.lab, session.assignment.manual
    return {NOTEBOOK: notebook(lab, session.plan.maxima(), manual).encode()} if lab.is_file() else {}


def _kit(assignment: Assignment) -> dict[str, bytes]:
    """What students need besides: what hands in, a copy of the package for tests, fixtures and recipes."""
    package = package_files("autograder")
    sources = [package / "accidents.py", package / "naming.py", *(package / "testing").iterdir()]
    kit = {
        # All in one folder: modules from above the package move beside its own.
        f"tests/{STUDENTS_PACKAGE}/{file.name}": file.read_bytes().replace(b"from ..", b"from .")
        for file in sources
        if file.name.endswith(".py")
    }
    kit[HAND_IN] = (package / HAND_IN).read_bytes()
    templates = package / "release" / "templates"
    needed = (*TEMPLATES, *(LAB_TEMPLATES if assignment.lab.is_file() else ()))
    if assignment.recipes.is_file():
        kit["tests/recipes.py"] = assignment.recipes.read_bytes()
    return kit | {path: (templates / path.split("/")[-1]).read_bytes() for path in needed}
