"""Whatever grades by `nbgrader autograde`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from abc import abstractmethod
from pathlib import Path

from ..measuring import Cost, measured
from ..workloads import Workload
from .contender import Contender, Sample


class InNbgrader(Contender):
    """Every run has a fresh copy of a course in which the assignment is generated and handed in.

    Args:
        folder: an empty one, for courses.
        small: submissions of the small class.
        large: submissions of the large class: what each further one costs is the difference.
    """

    def __init__(self, workload: Workload, folder: Path, small: int, large: int) -> None:
        self.commanded = small
        self._number = large
        self._students = len(workload.students)
        self._assignment = workload.assignment
        self._folder = folder
        self._environment = {
            # nbgrader calls alembic by its name, and Jupyter writes below the home folder.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
        }
        self._course = folder / "course"
        self._course.mkdir()
        self._write_course(self._course)
        self._nbgrader("generate_assignment", self._course)
        released = self._course / "release" / self._assignment.name
        for submission in workload.make_class(folder / "class", large).iterdir():
            handed_in = self._course / "submitted" / submission.name / self._assignment.name
            shutil.copytree(released, handed_in)
            shutil.copytree(submission, handed_in, dirs_exist_ok=True)

    @abstractmethod
    def _write_course(self, course: Path) -> None:
        """Write the configuration and what the assignment is generated from."""

    def sample(self) -> Sample:
        _course, small = self._autograde(self.commanded)
        _course, large = self._autograde(self._number)
        return Sample((large - small) / (self._number - self.commanded), small)

    def _one_each(self) -> Path:
        """A course in which one submission of each student is graded."""
        course, _cost = self._autograde(self._students)
        return course

    def _autograde(self, number: int) -> tuple[Path, Cost]:
        course = Path(tempfile.mkdtemp(dir=self._folder, prefix="course-"))
        shutil.copytree(self._course, course, dirs_exist_ok=True)
        for submission in sorted((course / "submitted").iterdir())[number:]:
            shutil.rmtree(submission)
        return course, self._nbgrader("autograde", course)

    def _nbgrader(self, command: str, course: Path) -> Cost:
        nbgrader = [sys.executable, "-m", "nbgrader", command, self._assignment.name]
        return measured(nbgrader, course, environment=self._environment)
