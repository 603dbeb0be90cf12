"""The notebooks that students get, and what their grade cells say."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.course import find_assignment
from autograder.errors import UsageError
from autograder.release.notebook import notebook

from .harness import ROOT, Ran

ASSIGNMENTS = ("bigram_counts", "bigram_net")
CHECK = "import sys; sys.path.insert(0, 'tests'); from lab_check import check; check(sys.argv[1])"
COLUMNS = ROOT / "solutions/bigram_net/misconceptions/softmax/normalises_columns.py"


def committed(name: str) -> list[Any]:
    notebook = json.loads((ROOT / "assignments" / name / "lab.ipynb").read_text())
    cells: list[Any] = notebook["cells"]
    return cells


def check(folder: Path, exercise: str) -> Ran:
    """Run what a grade cell runs, in a released folder."""
    command = [sys.executable, "-c", CHECK, exercise]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What students get of the second assignment."""
    return Path(shutil.copytree(ROOT / "assignments" / "bigram_net", tmp_path / "bigram_net"))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_each_exercise_has_a_locked_grade_cell_and_one_to_try_it(name: str) -> None:
    assignment = find_assignment(name, ROOT)
    about = [cell["metadata"].get("nbgrader", {}) for cell in committed(name)]
    graded = [one for one in about if one.get("grade")]
    assert [one["grade_id"] for one in graded] == list(assignment.modules)
    assert all(one["locked"] and not one["solution"] for one in graded)
    assert sum(one["points"] for one in graded) == 100
    tried = [one["grade_id"] for one in about if one.get("solution")]
    assert tried == [f"{module}-work" for module in assignment.modules]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_notebook_has_no_outputs_and_ids_of_its_own(name: str) -> None:
    cells = committed(name)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_a_stub_is_still_to_do(folder: Path) -> None:
    ran = check(folder, "softmax")
    assert ran.status == 1
    assert "softmax: still to do." in ran.err
    assert "Next: write what is missing (softmax.py, line" in ran.err


def test_a_mistake_is_shown_with_its_hint(folder: Path) -> None:
    shutil.copy(COLUMNS, folder / "softmax.py")
    ran = check(folder, "softmax")
    assert "✗ Each row of the probabilities sums to one." in ran.err
    assert "hint: Over which dimension do the counts of one example run?" in ran.err


def test_what_is_right_is_praised(folder: Path) -> None:
    shutil.copy(ROOT / "solutions/bigram_net/softmax.py", folder)
    ran = check(folder, "softmax")
    assert ran.status == 0, ran.err
    assert "softmax: 5 of 5 points of the public tests" in ran.out
    assert "All of them pass. More tests run when your work is graded." in ran.out


@pytest.mark.parametrize(
    "cells", ["", '# %% exercise="a"\ncheck("a")\n', '# %% work="a"\n# %% exercise="b"\n']
)
def test_a_notebook_without_its_cells_is_refused(tmp_path: Path, cells: str) -> None:
    source = tmp_path / "lab.py"
    source.write_text(f"# %% [markdown]\n# A lab\n\n{cells}")
    with pytest.raises(UsageError, match="each exercise has one cell"):
        notebook(source, {"a": 100.0})
