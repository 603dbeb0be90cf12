"""The secret parts of an assignment."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import chain

from ..course import Assignment
from ..grading.misconceptions import misconceptions_of
from .leaks import holds
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
        for number, piece in enumerate(_own_code(wrong.path.read_text(encoding="utf-8")), start=1)
        if not holds(given, piece)
    }


def _own_code(source: str) -> Iterator[str]:
    """The author's own part of a module: no imports, signatures and docstrings, which all modules share."""
    lines = source.splitlines()
    for node in _without_docstring(ast.parse(source).body):
        match node:
            case ast.Import() | ast.ImportFrom():
                continue
            case ast.FunctionDef(body=body):
                statements = _without_docstring(body)
            case _:
                statements = [node]
        if statements:
            yield "\n".join(lines[statements[0].lineno - 1 : statements[-1].end_lineno])


def _without_docstring(body: Sequence[ast.stmt]) -> Sequence[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
        case _:
            return body
