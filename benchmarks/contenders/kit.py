"""This kit's own command: isolation, diagnosis, files and reports included."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from ..measuring import ROOT, Cost, measured
from ..workloads import Workload
from .contender import Contender, Sample, Verdicts


class Kit(Contender):
    """`autograder grade`, of a small class and of a large one.

    Args:
        folder: an empty one, for classes and results.
        small: submissions of the small class; every worker meets every mistake in it, so that what
            is worked out once is no part of the cost of further ones.
        large: submissions of the large class.

    Attributes:
        workers: processes that grade at the same time.
        python: runs the command.
        where: the folder in which it runs.
    """

    name = "autograder"
    workers = 1
    python = Path(sys.executable)
    where = ROOT

    def __init__(self, workload: Workload, folder: Path, small: int, large: int) -> None:
        self.commanded = small
        self._assignment = workload.assignment
        self._one_each = workload.make_class(folder / "one-each", len(workload.students))
        self._small = workload.make_class(folder / "small", small)
        self._large = workload.make_class(folder / "large", large)
        self._number = large
        self._folder = folder

    def verdicts(self) -> Verdicts:
        results, _cost = self._grade(self._one_each)
        return {
            (path.stem, exercise["exercise"], test["test"]): test["status"] == "passed"
            for path in result_files(results)
            for exercise in json.loads(path.read_text(encoding="utf-8"))["exercises"]
            for test in exercise["tests"]
        }

    def sample(self) -> Sample:
        """CPU by the difference of two runs, wall time within the larger one: starts differ too much."""
        _results, small = self._grade(self._small)
        results, large = self._grade(self._large)
        cpu = (large.cpu - small.cpu) / (self._number - self.commanded)
        return Sample(Cost(_pace(results, self.commanded), cpu), small)

    def _grade(self, submissions: Path) -> tuple[Path, Cost]:
        results = Path(tempfile.mkdtemp(dir=self._folder, prefix="results-"))
        command = grade_command(self._assignment.folder, submissions, results, self.workers, self.python)
        return results, measured(command, self.where)


class KitWithTwo(Kit):
    """The same with two workers."""

    name = "autograder, 2 workers"
    workers = 2


def grade_command(
    assignment: Path, submissions: Path, results: Path, workers: int, python: Path = Kit.python
) -> list[str | Path]:
    grade: list[str | Path] = [python, "-m", "autograder", "grade", assignment, submissions]
    return [*grade, "--out", results, "--workers", str(workers), "--isolation", "strict"]


def result_files(results: Path) -> list[Path]:
    """Those of submissions."""
    return [path for path in results.glob("*.json") if path.stem not in ("run", "groups")]


def _pace(results: Path, passed_over: int) -> float:
    """Seconds for each result after the first ones, by when they were written."""
    written = sorted(path.stat().st_mtime for path in result_files(results))[passed_over - 1 :]
    return (written[-1] - written[0]) / (len(written) - 1)
