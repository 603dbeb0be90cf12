"""nbgrader's own `autograde`, with no part of it replaced."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from ..measuring import Cost, measured
from ..workloads import Workload
from .contender import Contender, Sample, Verdicts
from .notebook import grade_id, write_notebook

ASSIGNMENT = "core"
SMALL = 1
"""Submissions of the small class: what each further one costs is the difference to all."""


class StockNbgrader(Contender):
    """A notebook with a grade cell for each test, and the student's modules beside it.

    Every run has a fresh copy of a course in which the assignment is generated and handed in.
    """

    name = "nbgrader"

    def __init__(self, workload: Workload, folder: Path) -> None:
        self.commanded = len(workload.students)
        self._workload = workload
        self._folder = folder
        self._environment = {
            # nbgrader calls alembic by its name, and Jupyter writes below the home folder.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
        }
        self._course = folder / "course"
        self._prepare()

    def verdicts(self) -> Verdicts:
        # Takes seconds to import, and no other contender needs it.
        from nbgrader.api import Gradebook

        course, _cost = self._autograde(self.commanded)
        passed = {
            grade_id(module, test): (module, test.removeprefix("test_")) for module, test in self._tests
        }
        verdicts: dict[tuple[str, str, str], bool] = {}
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            for submission in gradebook.assignment_submissions(ASSIGNMENT):
                for grade in submission.notebooks[0].grades:
                    exercise, test = passed[grade.name]
                    verdicts[submission.student_id, exercise, test] = grade.auto_score == grade.max_score
        return verdicts

    def sample(self) -> Sample:
        _course, small = self._autograde(SMALL)
        _course, all_of_them = self._autograde(self.commanded)
        return Sample((all_of_them - small) / (self.commanded - SMALL), all_of_them)

    def _autograde(self, number: int) -> tuple[Path, Cost]:
        course = Path(tempfile.mkdtemp(dir=self._folder, prefix="course-"))
        shutil.copytree(self._course, course, dirs_exist_ok=True)
        for submission in sorted((course / "submitted").iterdir())[number:]:
            shutil.rmtree(submission)
        return course, self._nbgrader("autograde", course)

    def _prepare(self) -> None:
        source = self._course / "source" / ASSIGNMENT
        source.mkdir(parents=True)
        (self._course / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id = 'bench'\n", encoding="utf-8"
        )
        assignment = self._workload.assignment
        self._tests = write_notebook(assignment, source / f"{ASSIGNMENT}.ipynb")
        for helper in assignment.tests.glob("*.py"):
            if not helper.name.startswith("test_"):
                shutil.copy(helper, source)
        self._nbgrader("generate_assignment", self._course)
        released = self._course / "release" / ASSIGNMENT
        for submission in self._workload.make_class(self._folder / "one-each", self.commanded).iterdir():
            handed_in = self._course / "submitted" / submission.name / ASSIGNMENT
            shutil.copytree(released, handed_in)
            shutil.copytree(submission, handed_in, dirs_exist_ok=True)

    def _nbgrader(self, command: str, course: Path) -> Cost:
        nbgrader = [sys.executable, "-m", "nbgrader", command, ASSIGNMENT]
        return measured(nbgrader, course, environment=self._environment)
