"""The notebook in a kernel, and nbgrader's own validation of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.course import find_assignment

from ..harness import ROOT
from .course import ASSIGNMENT, EXERCISES, Course, make_course, solve


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = make_course(tmp_path_factory.mktemp("notebook"))
    assert course.nbgrader("generate_assignment", ASSIGNMENT).status == 0
    return course


@pytest.mark.parametrize(
    ("name", "pictures", "figure"), [("bigram_counts", 3, "2.4540"), ("bigram_net", 10, "2.473")]
)
def test_with_the_references_it_runs_from_top_to_bottom(
    course: Course, tmp_path: Path, name: str, pictures: int, figure: str
) -> None:
    shutil.copytree(ROOT / "assignments" / name, tmp_path, dirs_exist_ok=True)
    assignment = find_assignment(name, ROOT)
    for module in assignment.modules:
        shutil.copy(assignment.reference(module), tmp_path)
    command = ("nbconvert", "--to=notebook", "--execute", "lab.ipynb", "--output=run.ipynb")
    ran = course.program("jupyter", *command, cwd=tmp_path)
    assert ran.status == 0, ran.err
    cells = json.loads((tmp_path / "run.ipynb").read_text())["cells"]
    shown = {cell["id"]: cell["outputs"] for cell in cells if cell["cell_type"] == "code"}
    for exercise in assignment.modules:
        assert "All of them pass" in "".join(shown[exercise][0]["text"])
    outputs = [output for one in shown.values() for output in one]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == pictures
    assert any(figure in text for output in outputs for text in output.get("text", []))


def test_validation_passes_with_the_references(course: Course) -> None:
    folder = course.hand_in("valid", solve)
    ran = course.nbgrader("validate", "lab.ipynb", cwd=folder)
    assert "Success! Your notebook passes all the tests." in ran.out


def test_validation_says_what_to_do_next(course: Course) -> None:
    folder: Path = course.hand_in("todo")
    ran = course.nbgrader("validate", "lab.ipynb", cwd=folder)
    assert f"VALIDATION FAILED ON {len(EXERCISES)} CELL(S)" in ran.out
    assert "Next: write what is missing (softmax.py, line" in ran.out
