"""`nbgrader generate_assignment` releases no secret."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from .course import ASSIGNMENT, SOLUTIONS, make_course

RENAMED = "def p(z):\n    c = z.exp()\n    return c/c.sum(\n        dim=1, keepdim=True,\n    )\n"

WITH_SOLUTION = "### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION\n"
WITH_HIDDEN_TESTS = "### BEGIN HIDDEN TESTS\nassert answer == 42\n### END HIDDEN TESTS\n"


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


def test_what_nbgrader_would_have_to_clear_is_refused(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    source = course.folder / "assignments" / ASSIGNMENT
    notebook = json.loads((source / "lab.ipynb").read_text())
    (source / ".ipynb_checkpoints").mkdir()
    (source / ".ipynb_checkpoints" / "another-checkpoint.ipynb").write_text(WITH_SOLUTION)
    notebook["cells"][0]["source"] = WITH_HIDDEN_TESTS
    (source / "lab.ipynb").write_text(json.dumps(notebook))
    (source / "helper.py").write_text(WITH_SOLUTION)
    ran = course.nbgrader("generate_assignment", ASSIGNMENT)
    assert ran.status == 1
    refused = ran.err.partition("nothing was released:\n")[2].splitlines()[:3]
    assert [line.strip().partition(",")[0] for line in refused] == [
        "helper.py has a region BEGIN SOLUTION",
        "lab.ipynb has a region BEGIN HIDDEN TESTS",
        "released lab.ipynb has a region BEGIN HIDDEN TESTS",
    ]
    assert not (course.folder / "release" / ASSIGNMENT).exists()
    ran = course.python(
        "from nbgrader.api import Gradebook\n"
        f"print(Gradebook('sqlite:///gradebook.db').find_assignment('{ASSIGNMENT}').notebooks)"
    )
    assert ran.out.strip() == "[]"
