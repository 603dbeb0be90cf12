"""The notebooks that nbgrader grades: with the very source of the tests in them, and without."""

from __future__ import annotations

import ast
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, writes

from autograder.course import Assignment
from autograder.release.notebook import notebook

SCHEMA = 3
"""Of the metadata that nbgrader gives a cell."""

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}

# What an instructor would write: the student's modules are imported by the kernel that runs the tests.
FIXTURES = """\
import sys
from pathlib import Path

import torch

from autograder.course import load_assignment
from autograder.grading.references import References
from autograder.testing import LocalModules
from autograder.testing.subject import load_makers

assignment = load_assignment(Path({folder!r}))
reference = References(assignment)
makers = load_makers(assignment.recipes)
"""

Test = tuple[str, str]
"""An exercise, and the name of one of its tests' functions."""


def write_notebook(assignment: Assignment, path: Path) -> list[Test]:
    """Write the notebook that an instructor makes; its tests, in order."""
    cells = [_locked("fixtures", FIXTURES.format(folder=str(assignment.folder)))]
    tests: list[Test] = []
    for module in assignment.modules:
        source = assignment.test_files(module)[0].read_text(encoding="utf-8")
        setup, functions = _taken_apart(ast.parse(source))
        student = f"student = LocalModules(Path(), {module!r}, makers)"
        cells.append(_locked(f"{module}-setup", f"{setup}\n\n{student}"))
        for function in functions:
            cells.append(_graded(grade_id(module, function.name), _points(function), _called(function)))
            tests.append((module, function.name))
    made = new_notebook(cells=cells, metadata={"kernelspec": KERNEL})  # type: ignore[no-untyped-call]
    path.write_text(writes(made), encoding="utf-8")  # type: ignore[no-untyped-call]
    return tests


def write_lab(assignment: Assignment, path: Path) -> dict[str, list[str]]:
    """Write the notebook of this kit, which only names the exercises; the tests of each, in order."""
    tests = {
        module: _taken_apart(ast.parse(assignment.test_files(module)[0].read_text(encoding="utf-8")))[1]
        for module in assignment.modules
    }
    cells = "\n\n".join(
        f'# %% work="{module}"\nimport {module}\n\n# %% exercise="{module}"\n# Graded by its tests.'
        for module in tests
    )
    source = path.with_suffix(".py")
    source.write_text(cells + "\n", encoding="utf-8")
    points = {module: float(sum(map(_points, functions))) for module, functions in tests.items()}
    path.write_text(notebook(source, points), encoding="utf-8")
    source.unlink()
    return {module: [function.name for function in functions] for module, functions in tests.items()}


def grade_id(module: str, test: str) -> str:
    return f"{module}-{test}"


def _taken_apart(tree: ast.Module) -> tuple[str, Sequence[ast.FunctionDef]]:
    """What stands around the tests of a file, and the tests."""
    tests = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]
    around = ast.Module([one for one in tree.body if one not in tests], type_ignores=[])
    return ast.unparse(around), tests


def _called(test: ast.FunctionDef) -> str:
    """The source of a test, without its points, and its call with the fixtures that it asks for."""
    plain = ast.unparse(ast.FunctionDef(**{**vars(test), "decorator_list": []}))
    return "\n".join([plain, "", *_inputs(test), f"{test.name}({', '.join(_fixtures(test))})"])


def _inputs(test: ast.FunctionDef) -> Iterator[str]:
    if "rng" in _fixtures(test):
        # The same numbers as the fixture of the autograder draws.
        yield f"rng = torch.Generator().manual_seed({zlib.crc32(test.name.encode())})"


def _fixtures(test: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in test.args.args]


def _points(test: ast.FunctionDef) -> int:
    (points,) = test.decorator_list
    assert isinstance(points, ast.Call)
    return int(ast.literal_eval(points.args[0]))


def _locked(name: str, source: str) -> NotebookNode:
    return _cell(source, _marked(name, grade=False))


def _graded(name: str, points: int, source: str) -> NotebookNode:
    return _cell(source, {**_marked(name, grade=True), "points": points})


def _cell(source: str, marked: dict[str, Any]) -> NotebookNode:
    cell: NotebookNode = new_code_cell(source, metadata={"nbgrader": marked})  # type: ignore[no-untyped-call]
    return cell


def _marked(name: str, *, grade: bool) -> dict[str, Any]:
    return {
        "grade": grade,
        "grade_id": name,
        "locked": True,
        "schema_version": SCHEMA,
        "solution": False,
        "task": False,
    }
