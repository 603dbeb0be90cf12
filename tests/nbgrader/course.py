"""A real course of nbgrader in a temporary folder, and its real commands."""

from __future__ import annotations

import csv
import json
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..harness import ROOT, Ran

ASSIGNMENT = "bigram_net"
ME = pwd.getpwuid(os.getuid()).pw_name
"""Whom nbgrader takes for the student: the user of this machine."""

SOLUTIONS = ROOT / "solutions" / ASSIGNMENT
EXERCISES = ("dataset", "one_hot", "neurons", "softmax", "nll", "gradient_descent", "figures")
EXPORTER = "--exporter=autograder.nbgrader.export.ExerciseScores"

Scores = dict[str, dict[str, float]]
Change = Callable[[Path], None]


@dataclass(frozen=True)
class Course:
    """A course, with an exchange of its own, beside a home for whoever uses it."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder.parent / "home"

    @property
    def exchange(self) -> Path:
        return self.folder.parent / "exchange"

    @property
    def submitted(self) -> Path:
        return self.folder / "submitted"

    def nbgrader(self, *arguments: str, cwd: Path | None = None) -> Ran:
        """Run a command of nbgrader as a user would, in the course's folder or in another."""
        return self.program("nbgrader", *arguments, cwd=cwd)

    def program(self, name: str, *arguments: str, cwd: Path | None = None) -> Ran:
        """Run a program of this environment, or of the machine."""
        ours = Path(sys.executable).parent / name
        return self._run([str(ours) if ours.exists() else name, *arguments], cwd or self.folder)

    def autograder(self, *arguments: str) -> Ran:
        return self._run([sys.executable, "-m", "autograder", *arguments], self.folder)

    def python(self, script: str) -> Ran:
        return self._run([sys.executable, "-c", script], self.folder)

    def environment(self) -> dict[str, str]:
        """Without this environment's programs on the path, where nbgrader looks for one of them."""
        configured = {"JUPYTER_CONFIG_DIR": str(self.home / "config"), "PYTHONWARNINGS": "ignore"}
        return {**os.environ, **configured, "HOME": str(self.home), "PATH": os.defpath}

    def _run(self, command: list[str], cwd: Path) -> Ran:
        ran = subprocess.run(
            command, cwd=cwd, env=self.environment(), capture_output=True, text=True, timeout=590
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def hand_in(self, student: str, change: Change = lambda folder: None) -> Path:
        """Put what a student handed in where `nbgrader collect` would."""
        folder = self.submitted / student / ASSIGNMENT
        shutil.copytree(self.folder / "release" / ASSIGNMENT, folder)
        change(folder)
        return folder

    def exported(self) -> list[dict[str, str]]:
        """The lines of our exporter."""
        ran = self.nbgrader("export", EXPORTER, "--to=exercises.csv")
        assert ran.status == 0, ran.err
        with (self.folder / "exercises.csv").open(newline="") as file:
            return list(csv.DictReader(file))

    def scores(self) -> Scores:
        """The automatic scores in the gradebook, by student and exercise."""
        found: Scores = {}
        for line in self.exported():
            if line["automatic_score"]:
                scores = found.setdefault(line["student_id"], {})
                scores[line["exercise"]] = float(line["automatic_score"])
        return found


def make_course(folder: Path) -> Course:
    """A copy of this repository's course, with an exchange that anybody may hand things in to."""
    course = Course(folder / "course")
    course.exchange.mkdir()
    course.exchange.chmod(0o777)
    shutil.copytree(
        ROOT / "assignments" / ASSIGNMENT,
        course.folder / "assignments" / ASSIGNMENT,
        ignore=shutil.ignore_patterns("__pycache__", ".*"),
    )
    shutil.copytree(
        SOLUTIONS, course.folder / "solutions" / ASSIGNMENT, ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "data", course.folder / "data")
    shutil.copy(ROOT / "nbgrader_config.py", course.folder)
    configuration = (
        "c = get_config()\n"
        f"c.Exchange.root = {str(course.exchange)!r}\n"
        "c.CourseDirectory.course_id = 'bigrams'\n"
        # nbgrader's own 30 seconds for a cell are too few where tests run side by side.
        "c.Execute.timeout = 300\n"
    )
    (course.home / "config").mkdir(parents=True)
    (course.home / "config" / "nbgrader_config.py").write_text(configuration)
    return course


def solve(folder: Path) -> None:
    """Put the references in the place of the stubs."""
    for module in EXERCISES:
        shutil.copy(SOLUTIONS / f"{module}.py", folder)


def mistaken(place: str) -> Change:
    """Solve all but one exercise, in which a known mistake is made: `softmax/normalises_columns`."""

    def change(folder: Path) -> None:
        solve(folder)
        module = place.partition("/")[0]
        shutil.copy(SOLUTIONS / "misconceptions" / f"{place}.py", folder / f"{module}.py")

    return change


def with_cells(change: Callable[[list[Any]], list[Any]], also: Change = solve) -> Change:
    """Change the cells of the notebook, and something else."""

    def changed(folder: Path) -> None:
        also(folder)
        notebook = json.loads((folder / "lab.ipynb").read_text())
        notebook["cells"] = change(notebook["cells"])
        (folder / "lab.ipynb").write_text(json.dumps(notebook))

    return changed


def scores_of(result: Mapping[str, Any]) -> dict[str, float]:
    """The scores in a result of `autograder grade`, by exercise."""
    return {one["exercise"]: one["score"] for one in result["exercises"]}
