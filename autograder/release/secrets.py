"""The secret parts of an assignment."""

from __future__ import annotations

from itertools import chain

from ..course import Assignment
from ..grading.misconceptions import misconceptions_of
from .leaks import holds
from .own_code import own_code
from .public_tests import hidden_tests
from .regions import regions_of
from .stubs import stub


def secrets_of(assignment: Assignment) -> dict[str, str]:
    """Python source that students must not get, by description."""
    secrets = {}
    for module in assignment.modules:
        for number, region in enumerate(regions_of(assignment.reference(module)), start=1):
            secrets[f"the solution of {module} (region {number})"] = region.text
        hidden = chain(*map(hidden_tests, assignment.test_files(module)))
        for number, test in enumerate(hidden, start=1):
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
