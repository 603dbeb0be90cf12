"""The notebooks that nbgrader grades: with the very source of the tests in them, and without."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, writes

from autograder.course import Assignment
from autograder.release.notebook import notebook
from autograder.testing.random_states import seed_of

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
    cells = [_cell("fixtures", FIXTURES.format(folder=str(assignment.folder)))]
    tests: list[Test] = []
    for module in assignment.modules:
        source = assignment.test_files(module)[0].read_text(encoding="utf-8")
        setup, functions = _taken_apart(ast.parse(source))
        student = f"student = LocalModules(Path(), {module!r}, makers)"
        cells.append(_cell(f"{module}-setup", f"{setup}\n\n{student}"))
        for function in functions:
            cells.append(_cell(grade_id(module, function.name), _called(function), _points(function)))
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
    tests = [
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    around = ast.Module([node for node in tree.body if node not in tests], type_ignores=[])
    return ast.unparse(around), tests


def _called(test: ast.FunctionDef) -> str:
    """The source of a test, without its points, and its call with the fixtures that it asks for."""
    plain = ast.unparse(ast.FunctionDef(**{**vars(test), "decorator_list": []}))
    fixtures = [argument.arg for argument in test.args.args]
    # The same numbers as the fixture of the autograder draws.
    seed = f"rng = torch.Generator().manual_seed({seed_of(test.name)})"
    drawn = [seed] if "rng" in fixtures else []
    return "\n".join([plain, "", *drawn, f"{test.name}({', '.join(fixtures)})"])


def _points(test: ast.FunctionDef) -> int:
    (points,) = test.decorator_list
    assert isinstance(points, ast.Call)
    return int(ast.literal_eval(points.args[0]))


def _cell(name: str, source: str, points: int | None = None) -> NotebookNode:
    """A locked cell, and a grade cell if it has points."""
    about: dict[str, Any] = {
        "grade": points is not None,
        "grade_id": name,
        "locked": True,
        "schema_version": SCHEMA,
        "solution": False,
        "task": False,
    }
    if points is not None:
        about["points"] = points
    cell: NotebookNode = new_code_cell(source, metadata={"nbgrader": about})  # type: ignore[no-untyped-call]
    return cell
