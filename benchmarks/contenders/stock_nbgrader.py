"""nbgrader's own `autograde`, with no part of it replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

from .contender import Verdicts
from .in_nbgrader import InNbgrader
from .notebook import grade_id, write_notebook


class StockNbgrader(InNbgrader):
    """A notebook with a grade cell for each test, and the student's modules beside it."""

    name = "nbgrader"

    def verdicts(self) -> Verdicts:
        # Takes seconds to import, and no other contender needs it.
        from nbgrader.api import Gradebook

        course = self._one_each()
        passed = {
            grade_id(module, test): (module, test.removeprefix("test_")) for module, test in self._tests
        }
        verdicts: dict[tuple[str, str, str], bool] = {}
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            for submission in gradebook.assignment_submissions(self._assignment.name):
                for grade in submission.notebooks[0].grades:
                    exercise, test = passed[grade.name]
                    verdicts[submission.student_id, exercise, test] = grade.auto_score == grade.max_score
        return verdicts

    def _write_course(self, course: Path) -> None:
        (course / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id = 'bench'\n", encoding="utf-8"
        )
        source = course / "source" / self._assignment.name
        source.mkdir(parents=True)
        self._tests = write_notebook(self._assignment, source / f"{self._assignment.name}.ipynb")
        for helper in self._assignment.tests.glob("*.py"):
            if not helper.name.startswith("test_"):
                shutil.copy(helper, source)
