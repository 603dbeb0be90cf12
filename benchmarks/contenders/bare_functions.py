"""The limit: the student's functions alone, called in one warm process with what the tests call them with.

Everything else that grading does is left out: copies of arguments, gradients of results, counts of
operations, comparisons, files, reports.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from ..measuring import ROOT, Cost, ran
from ..workloads import Workload
from .contender import Contender, Sample, Verdicts
from .plain_pytest import verdicts_in

PASSES = 5


class BareFunctions(Contender):
    """The calls of the tests, recorded once and then made again without the tests."""

    name = "bare functions"
    commanded = 0

    def __init__(self, workload: Workload, folder: Path) -> None:
        self._assignment = workload.assignment
        self._students = len(workload.students)
        self._class = workload.make_class(folder / "one-each", self._students)
        self._reports = folder / "reports"
        self._reports.mkdir()

    def verdicts(self) -> Verdicts:
        """What the tests say in the run in which their calls are recorded."""
        self._passes(1)
        return verdicts_in(self._reports)

    def sample(self) -> Sample:
        passes = self._passes(PASSES)
        wall, cpu = (statistics.median(getattr(cost, name) for cost in passes) for name in ("wall", "cpu"))
        return Sample(Cost(wall, cpu) / self._students, None)

    def _passes(self, number: int) -> list[Cost]:
        """What it takes to make all calls of all submissions, each time anew."""
        program = [sys.executable, "-m", "benchmarks.contenders.calling"]
        folders = [self._assignment.folder, self._class, self._reports]
        printed = ran([*program, *folders, str(number)], ROOT)
        return [Cost(**cost) for cost in json.loads(printed.splitlines()[-1])]
