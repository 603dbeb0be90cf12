"""`nbgrader generate_assignment` releases no secret."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from .course import ASSIGNMENT, SOLUTIONS, make_course

RENAMED = "def p(z):\n    c = z.exp()\n    return c/c.sum(\n        dim=1, keepdim=True,\n    )\n"


def test_each_secret_is_named_and_nothing_is_released(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    source = course.folder / "assignments" / ASSIGNMENT
    shutil.copy(SOLUTIONS / "nll.py", source)
    (source / "old.py").write_text(RENAMED)
    shutil.copy(SOLUTIONS / "tests" / "test_softmax.py", source / "tests" / "more.py")
    notebook = json.loads((source / "lab.ipynb").read_text())
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code[1]["source"] = (SOLUTIONS / "dataset.py").read_text()
    code[2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": RENAMED}]
    (source / "lab.ipynb").write_text(json.dumps(notebook))
    ran = course.nbgrader("generate_assignment", ASSIGNMENT)
    assert ran.status == 1
    for refused in (
        "nll.py is not the stub of nll",
        "nll.py holds the solution of nll",
        "old.py holds the solution of softmax",
        "tests/more.py holds hidden test 1 of softmax",
        "lab.ipynb holds the solution of dataset",
        "lab.ipynb holds the solution of softmax",
        "released lab.ipynb holds the solution of dataset",
    ):
        assert refused in ran.err
    assert not (course.folder / "release" / ASSIGNMENT).exists()
