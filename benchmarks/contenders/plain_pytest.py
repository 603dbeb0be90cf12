"""The same test files, in a fresh process of plain pytest for each submission."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from autograder.course import Assignment

from ..measuring import ROOT, Cost, measured
from ..workloads import Workload
from .contender import Contender, Sample, Verdicts


class PlainPytest(Contender):
    """Student code runs among the tests: no isolation, no limits, no reports."""

    name = "pytest"

    def __init__(self, workload: Workload, folder: Path) -> None:
        self.commanded = len(workload.students)
        self._assignment = workload.assignment
        self._class = workload.make_class(folder / "one-each", self.commanded)
        self._folder = folder

    def verdicts(self) -> Verdicts:
        reports, _cost = self._grade()
        return verdicts_in(reports)

    def sample(self) -> Sample:
        _reports, cost = self._grade()
        return Sample(cost / self.commanded, cost)

    def _grade(self) -> tuple[Path, Cost]:
        reports = Path(tempfile.mkdtemp(dir=self._folder, prefix="reports-"))
        cost = Cost(0.0, 0.0)
        for submission in sorted(self._class.iterdir()):
            arguments = arguments_for(self._assignment, submission, reports / f"{submission.name}.xml")
            plugin = "-pbenchmarks.contenders.local_fixtures"
            cost += measured([sys.executable, "-m", "pytest", plugin, *arguments], ROOT, statuses={0, 1})
        return reports, cost


def arguments_for(assignment: Assignment, submission: Path, report: Path) -> list[str]:
    """Arguments for pytest with the local fixtures.

    No plugin but these, no configuration of this repository, and nothing that only costs time.
    """
    return [
        "-q",
        "--tb=line",
        "--assert=plain",
        "--config-file=/dev/null",
        "--disable-plugin-autoload",
        "-pno:cacheprovider",
        f"--rootdir={assignment.folder}",
        f"--submission={submission}",
        f"--junit-xml={report}",
        str(assignment.tests),
    ]


def verdicts_in(reports: Path) -> Verdicts:
    """What reports in the format of JUnit say, by submission: the names of their files."""
    return {
        (path.stem, _exercise(case), case.attrib["name"].removeprefix("test_")): len(case) == 0
        for path in reports.glob("*.xml")
        for case in ElementTree.parse(path).iter("testcase")
    }


def _exercise(case: ElementTree.Element) -> str:
    return case.attrib["classname"].rpartition(".")[2].removeprefix("test_")
