"""The public tests of one submission, as GitHub Classroom's reporter takes them."""

from __future__ import annotations

import json
from typing import Any

from ..errors import UsageError
from ..reports.rows import Row
from ..results import ExerciseResult, Status, SubmissionStatus, TestResult
from ..text import printable
from .results import message_for_students

VERSION = 1
STATUS = {
    Status.PASSED: "pass",
    Status.FAILED: "fail",
    Status.NOT_REACHED: "fail",
    Status.MISSING: "fail",
}
"""Statuses of tests; all others are errors, for the code did not end normally."""


def github_json(row: Row) -> str:
    """The JSON of a step's output `result`, before base64.

    Raises:
        UsageError: there are no public tests, or no score because the grader failed.
    """
    if row.status is SubmissionStatus.FAULT:
        raise UsageError(
            f"the grader failed with {row.submission}, so there is no score to export: grade again"
        )
    public = [
        (exercise, test) for exercise in row.result.exercises for test in exercise.tests if test.test.public
    ]
    if not public:
        raise UsageError(f"{row.result.assignment} has no public tests, and GitHub gets no others")
    tests = [_test(exercise, test) for exercise, test in public]
    described = {
        "version": VERSION,
        "status": next(
            (status for status in ("error", "fail") if any(test["status"] == status for test in tests)),
            "pass",
        ),
        "max_score": sum(test.test.points for _exercise, test in public),
        "tests": tests,
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _test(exercise: ExerciseResult, test: TestResult) -> dict[str, Any]:
    return {
        "name": printable(f"{exercise.exercise}: {test.test.title}"),
        "status": STATUS.get(test.status, "error"),
        "score": test.score,
        "message": message_for_students(test, exercise),
        "test_code": "",
        "filename": f"{exercise.exercise}.py",
        "line_no": 0,
        "duration": 0,
    }
