"""The two ways to grade a class, and the verdicts that each comes to."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from autograder.course import Assignment

from .measuring import Cost, measured

ROOT = Path(__file__).parent.parent

# No plugin but the fixtures, no configuration of this repository, and nothing that only costs time.
PYTEST_OPTIONS = [
    "-q",
    "--tb=line",
    "--assert=plain",
    "--config-file=/dev/null",
    "--disable-plugin-autoload",
    "-pno:cacheprovider",
    "-pbenchmarks.plain_pytest",
]

Verdicts = Mapping[tuple[str, str, str], bool]
"""Whether a test passed, by submission, exercise and test."""


def grade_with_autograder(assignment: Assignment, submissions: Path, results: Path) -> Cost:
    """The whole command, with its start, its reports and one worker."""
    command = [sys.executable, "-m", "autograder", "grade", str(assignment.folder), str(submissions)]
    return measured([*command, "--out", str(results), "--workers", "1"], ROOT, statuses={0})


def grade_with_pytest(assignment: Assignment, submissions: Path, results: Path) -> Cost:
    """The same test files, in a fresh process of pytest for each submission."""
    tests = [f"--rootdir={assignment.folder}", str(assignment.tests)]
    command = [sys.executable, "-m", "pytest", *PYTEST_OPTIONS, *tests]
    cost = Cost(0.0, 0.0)
    for submission in sorted(submissions.iterdir()):
        report = results / f"{submission.name}.xml"
        where = [f"--submission={submission}", f"--junit-xml={report}"]
        cost += measured([*command, *where], ROOT, statuses={0, 1})
    return cost


def verdicts_of_autograder(results: Path) -> Verdicts:
    return {
        (path.stem, exercise["exercise"], test["test"]): test["status"] == "passed"
        for path in results.glob("*.json")
        if path.stem != "run"
        for exercise in json.loads(path.read_text(encoding="utf-8"))["exercises"]
        for test in exercise["tests"]
    }


def verdicts_of_pytest(results: Path) -> Verdicts:
    return {
        (path.stem, _exercise(case), case.attrib["name"].removeprefix("test_")): len(case) == 0
        for path in results.glob("*.xml")
        for case in ElementTree.parse(path).iter("testcase")
    }


def _exercise(case: ElementTree.Element) -> str:
    return case.attrib["classname"].rpartition(".")[2].removeprefix("test_")
