"""Makes the autograder for Classroom 50: the public tests alone, because Classroom 50 publishes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files as package_files
from pathlib import Path

from ..course import Assignment, refuse_draft
from ..errors import UsageError
from ..grading.session import GradingSession
from ..grading.starting import started_zygote
from ..results import Test
from ..sandbox.isolation import machine_isolation
from .folder import REQUIREMENTS, files_of, for_tests

ENTRY = "autograder.py"
FOR_THE_NOTEBOOK = "jupyterlab"
KIT = ("__init__.py", "accidents.py", "errors.py", "naming.py", "text.py", "check", "testing")
"""The parts of the autograder that run public tests: those of `autograder check`."""


def classroom50_files(assignment: Assignment) -> dict[str, bytes]:
    """The files of the autograder, by path.

    Raises:
        UsageError: the assignment cannot be used, is a draft, has no public tests, or one of them has half
            points.
        GraderFault: the grader failed on the known mistakes.
        Leak: the files hold a solution, a hidden test or the code of a known mistake.
    """
    refuse_draft(assignment)
    with GradingSession(assignment, started_zygote(assignment, machine_isolation())) as session:
        public = {
            module: [test for test in tests if test.public] for module, tests in session.plan.described()
        }
        points = _points(assignment, public)
        released = files_of(session)
    needed = for_tests(released, assignment.modules)
    files = {f"assignment/{path}": content for path, content in needed.items()}
    entry = package_files("autograder") / "release" / "templates" / "classroom50" / ENTRY
    files |= {ENTRY: entry.read_bytes(), REQUIREMENTS: _requirements(released[REQUIREMENTS])}
    files |= {"points.json": points, **_kit()}
    return dict(sorted(files.items()))


def _requirements(of_students: bytes) -> bytes:
    """What the tests need: all that students get but for the notebook."""
    lines = of_students.decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(FOR_THE_NOTEBOOK)).encode()


def _points(assignment: Assignment, public: Mapping[str, Sequence[Test]]) -> bytes:
    """The public tests of each exercise with their points: whole ones, for Classroom 50 takes no others."""
    if not any(public.values()):
        raise UsageError(f"{assignment.name} has no public tests, and Classroom 50 gets no others")
    for module, tests in public.items():
        for test in tests:
            if not test.points.is_integer():
                raise UsageError(
                    f"Classroom 50 takes whole points alone, and test {test.name} of {module} is worth "
                    f"{test.points:g}: give it whole points, or make it a hidden test"
                )
    described = {
        module: [{"title": test.title, "points": int(test.points)} for test in tests]
        for module, tests in public.items()
        if tests
    }
    return (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()


def _kit() -> dict[str, bytes]:
    package = Path(str(package_files("autograder")))
    parts = [package / name for name in KIT]
    sources = [file for part in parts for file in (sorted(part.glob("*.py")) if part.is_dir() else [part])]
    return {f"kit/autograder/{file.relative_to(package).as_posix()}": file.read_bytes() for file in sources}
