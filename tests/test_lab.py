"""The notebooks that students get, and what their grade cells say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.course import find_assignment
from autograder.errors import UsageError
from autograder.release.notebook import notebook

from .harness import ROOT
from .warm import python

ASSIGNMENTS = ("bigram_counts", "bigram_net")
CHECK_ALL = """
import sys
sys.path.insert(0, "tests")
import lab_check
from lab_check import NotThereYet, check

def display(shown, raw=False):
    print(shown["text/html"] if raw else [ax.get_title() for ax in shown.axes][:3])

lab_check.display = display
for exercise in sys.argv[1:]:
    print("---")
    try:
        check(exercise)
    except NotThereYet as verdict:
        print(*verdict._render_traceback_(), sep=chr(10))
"""
NEVER_ENDS = "def show_one_hot(encoded, ax):\n    while True: encoded + encoded\n"
COLUMNS = ROOT / "solutions/bigram_net/misconceptions/softmax/normalises_columns.py"


def committed(name: str) -> list[Any]:
    notebook = json.loads((ROOT / "assignments" / name / "lab.ipynb").read_text())
    cells: list[Any] = notebook["cells"]
    return cells


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the grade cells say: `dataset` is right, `softmax` wrong, `nll` a stub, `figures` never ends."""
    folder = tmp_path_factory.mktemp("lab") / "bigram_net"
    shutil.copytree(ROOT / "assignments" / "bigram_net", folder)
    shutil.copy(ROOT / "solutions/bigram_net/dataset.py", folder)
    shutil.copy(COLUMNS, folder / "softmax.py")
    (folder / "figures.py").write_text(NEVER_ENDS)
    description = folder / "tests" / "assignment.json"
    description.write_text(description.read_text().replace('"call_seconds": 5.0', '"call_seconds": 1'))
    exercises = ("dataset", "softmax", "nll", "figures")
    ran = python("-c", CHECK_ALL, *exercises, cwd=folder)
    assert ran.status == 0, ran.err
    return dict(zip(exercises, ran.out.split("---\n")[1:], strict=True))


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


def test_wrong_numbers_are_drawn_beside_the_expected_ones(verdicts: dict[str, str]) -> None:
    assert "['yours', 'expected', 'yours − expected']\n" in verdicts["softmax"]
    assert not any("'yours'" in verdicts[exercise] for exercise in ("dataset", "nll", "figures"))


def test_a_stub_is_still_to_do(verdicts: dict[str, str]) -> None:
    assert "nll: still to do." in verdicts["nll"]
    assert "Next: write what is missing (nll.py, line" in verdicts["nll"]


def test_a_mistake_is_shown_with_its_hint(verdicts: dict[str, str]) -> None:
    assert "✗ Each row of the probabilities sums to one." in verdicts["softmax"]
    assert "hint: Over which dimension do the counts of one example run?" in verdicts["softmax"]
    assert "<details><summary>A plainer hint</summary>Add up your" in verdicts["softmax"]


def test_a_loop_without_end_is_ended(verdicts: dict[str, str]) -> None:
    assert (
        "    No answer after 2 seconds: is there a loop that never ends? "
        "(figures.py, line 2: while True: encoded + encoded)\n"
    ) in verdicts["figures"]
    assert "    Not run: an earlier test of this exercise got no answer in time.\n" in verdicts["figures"]


def test_what_is_right_is_praised(verdicts: dict[str, str]) -> None:
    assert "dataset: 6 of 6 points of the public tests" in verdicts["dataset"]
    assert "All of them pass. More tests run when your work is graded.\n" in verdicts["dataset"]
    assert "Next: one_hot, exercise 2 of 7, about 15 minutes.\n" in verdicts["dataset"]


@pytest.mark.parametrize(
    "cells", ["", '# %% exercise="a"\ncheck("a")\n', '# %% work="a"\n# %% exercise="b"\n']
)
def test_a_notebook_without_its_cells_is_refused(tmp_path: Path, cells: str) -> None:
    source = tmp_path / "lab.py"
    source.write_text(f"# %% [markdown]\n# A lab\n\n{cells}")
    with pytest.raises(UsageError, match="each exercise has one cell"):
        notebook(source, {"a": 100.0})
