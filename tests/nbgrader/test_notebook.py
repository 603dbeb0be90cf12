"""The notebook in a kernel, and nbgrader's own validation of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .course import ASSIGNMENT, EXERCISES, Course, make_course, solve


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = make_course(tmp_path_factory.mktemp("notebook"))
    assert course.nbgrader("generate_assignment", ASSIGNMENT).status == 0
    return course


def test_with_the_references_it_runs_from_top_to_bottom(course: Course) -> None:
    folder = course.hand_in("solved", solve)
    command = ("nbconvert", "--to=notebook", "--execute", "lab.ipynb", "--output=run.ipynb")
    ran = course.program("jupyter", *command, cwd=folder)
    assert ran.status == 0, ran.err
    cells = json.loads((folder / "run.ipynb").read_text())["cells"]
    shown = {cell["id"]: cell["outputs"] for cell in cells if cell["cell_type"] == "code"}
    for exercise in EXERCISES:
        assert "All of them pass" in "".join(shown[exercise][0]["text"])
    pictures = [
        output for outputs in shown.values() for output in outputs if "image/png" in output.get("data", {})
    ]
    assert len(pictures) == 10
    printed = [text for outputs in shown.values() for one in outputs for text in one.get("text", [])]
    assert any(text.endswith("... 2.473\n") for text in printed)


def test_validation_passes_with_the_references(course: Course) -> None:
    folder = course.hand_in("valid", solve)
    ran = course.nbgrader("validate", "lab.ipynb", cwd=folder)
    assert "Success! Your notebook passes all the tests." in ran.out


def test_validation_says_what_to_do_next(course: Course) -> None:
    folder: Path = course.hand_in("todo")
    ran = course.nbgrader("validate", "lab.ipynb", cwd=folder)
    assert f"VALIDATION FAILED ON {len(EXERCISES)} CELL(S)" in ran.out
    assert "Next: write what is missing (softmax.py, line" in ran.out
