"""The folder that students get."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files as package_files
from pathlib import Path

from ..course import Assignment
from ..errors import UsageError
from ..files import write_whole
from ..grading.misconceptions import misconceptions_of
from ..grading.session import GradingSession
from ..grading.starting import started_zygote
from ..sandbox.isolation import machine_isolation
from ..testing.mistakes import mistakes_as_text
from .leaks import holds, leaks
from .mistakes import mistakes_of
from .own_code import own_code
from .public_tests import STUDENTS_PACKAGE, hidden_tests, public_tests
from .stubs import solution_regions, stub

HANDOUT = "handout.md"
TEMPLATES = ("requirements.txt", "tests/conftest.py")


class Leak(Exception):
    """Something secret is in what was to be released; the text has a line for each place."""


def release_files(assignment: Assignment) -> dict[str, bytes]:
    """What students get, by path.

    Raises:
        UsageError: something of the assignment cannot be released.
        GraderFault: it cannot be found out what the known mistakes do.
        Leak: a solution, a hidden test or the code of a known mistake is in it.
    """
    files = {f"{module}.py": stub(assignment.reference(module)).encode() for module in assignment.modules}
    files |= {"README.md": _handout(assignment), **_tests(assignment), **_kit()}
    # What runs here is the author's own code: isolation only makes it behave as it does in grading.
    with GradingSession(assignment, started_zygote(assignment, machine_isolation())) as session:
        files |= {"tests/assignment.json": _description(session), **_mistakes(session)}
    files |= {name: path.read_bytes() for name, path in assignment.data.items()}
    if found := leaks(files, _secrets(assignment)):
        raise Leak("\n".join(found))
    return dict(sorted(files.items()))


def write_release(files: Mapping[str, bytes], out: Path) -> list[str]:
    """Write a release, each file whole or not at all.

    Returns:
        The files of the folder that are no part of the release; they are left alone.

    Raises:
        UsageError: the folder cannot be written to.
    """
    for path, content in files.items():
        target = out / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot write {target}: {error.strerror}") from None
        write_whole(target, content)
    present = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    return sorted(
        path.as_posix() for path in present if path.as_posix() not in files and not _is_by_accident(path)
    )


def _is_by_accident(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def _handout(assignment: Assignment) -> bytes:
    handout = assignment.folder / HANDOUT
    if not handout.is_file():
        raise UsageError(f"there is no {handout}, which students get as README.md")
    return handout.read_bytes()


def _tests(assignment: Assignment) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for module in assignment.modules:
        name = f"test_{module}.py"
        if (tests := public_tests(assignment.tests / name)) is not None:
            files[f"tests/{name}"] = tests.encode()
    if assignment.recipes.is_file():
        files["tests/recipes.py"] = assignment.recipes.read_bytes()
    return files


def _description(session: GradingSession) -> bytes:
    """What students' programs know of an assignment; the exercises are in the order of the course."""
    described = {
        "title": session.assignment.title,
        "call_seconds": session.assignment.limits.call_seconds,
        "hidden_tests": {
            module: sum(not test.public for test in tests) for module, tests in session.plan.described()
        },
    }
    return (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()


def _mistakes(session: GradingSession) -> dict[str, bytes]:
    known = mistakes_of(session)
    return {"tests/mistakes.json": mistakes_as_text(known).encode()} if any(known.values()) else {}


def _kit() -> dict[str, bytes]:
    """What public tests need: a copy of the package that tests are written with, and fixtures."""
    package = package_files("autograder")
    kit = {
        f"tests/{STUDENTS_PACKAGE}/{file.name}": file.read_bytes()
        for file in (package / "testing").iterdir()
        if file.name.endswith(".py")
    }
    templates = package / "release" / "templates"
    return kit | {path: (templates / path.split("/")[-1]).read_bytes() for path in TEMPLATES}


def _secrets(assignment: Assignment) -> dict[str, str]:
    secrets = {}
    for module in assignment.modules:
        for number, region in enumerate(solution_regions(assignment.reference(module)), start=1):
            secrets[f"the solution of {module} (region {number})"] = region
        for number, test in enumerate(hidden_tests(assignment.tests / f"test_{module}.py"), start=1):
            secrets[f"hidden test {number} of {module}"] = test
        secrets |= _code_of_mistakes(assignment, module)
    return secrets


def _code_of_mistakes(assignment: Assignment, module: str) -> dict[str, str]:
    given = stub(assignment.reference(module))
    return {
        f"the mistake {wrong.name} of {module} (piece {number})": piece
        for wrong in misconceptions_of(assignment, module)
        for number, piece in enumerate(own_code(wrong.path.read_text(encoding="utf-8")), start=1)
        if not holds(given, piece)
    }
