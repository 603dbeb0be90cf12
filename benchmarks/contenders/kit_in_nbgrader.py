"""nbgrader's `autograde`, where this kit grades in place of a kernel: docs/nbgrader.md."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from .contender import Verdicts
from .in_nbgrader import InNbgrader
from .notebook import write_lab

CONFIGURATION = """\
from pathlib import Path

from autograder.nbgrader import configure

c = get_config()
configure(c, Path(__file__).parent)
c.CourseDirectory.course_id = "bench"
"""
MARKS = {"✓": True, "✗": False}
"""What a line about a test begins with, below the grade cell of its exercise."""


class KitInNbgrader(InNbgrader):
    """A notebook with a grade cell for each exercise, and the student's modules beside it."""

    name = "autograder in nbgrader"

    def verdicts(self) -> Verdicts:
        course = self._one_each()
        return {
            (notebook.parent.parent.name, module, test.removeprefix("test_")): passed
            for notebook in course.glob(f"autograded/*/{self._assignment.name}/lab.ipynb")
            for module, judged in _judged(notebook).items()
            for test, passed in zip(self._tests[module], judged, strict=True)
        }

    def _write_course(self, course: Path) -> None:
        (course / "nbgrader_config.py").write_text(CONFIGURATION, encoding="utf-8")
        shutil.copytree(self._assignment.folder, course / "solutions" / self._assignment.name)
        source = course / "assignments" / self._assignment.name
        source.mkdir(parents=True)
        self._tests = write_lab(self._assignment, source / "lab.ipynb")


def _judged(notebook: Path) -> dict[str, list[bool]]:
    """Whether each test passed, in order, by exercise."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    grade_cells = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade")]
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: [
            MARKS[line[0]] for line in _text(cell).splitlines() if line[:1] in MARKS
        ]
        for cell in grade_cells
    }


def _text(cell: dict[str, Any]) -> str:
    return "".join("".join(output.get("text", "")) for output in cell["outputs"])
