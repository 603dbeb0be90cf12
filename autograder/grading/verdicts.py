"""Turns a test's exception into what the student reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from traceback import walk_tb

import pytest

from ..errors import GraderFault
from ..results import Limit, Status, Test, TestResult
from ..sandbox.outcomes import StudentFailure
from ..testing.comparisons import Mismatch
from ..testing.subject import Recorded
from ..testing.values import kind_told, one_line
from .blame import TestFault, fails_by_itself
from .plan import PlannedTest

RAISES = "_pytest.raises"
"""The module of `pytest.raises`."""

THE_MACHINES = (MemoryError, OSError)
"""Exceptions that neither a test nor a student's value causes."""


def passed(test: Test) -> TestResult:
    return TestResult(test, test.points, Status.PASSED)


def not_reached(planned: PlannedTest, results: Mapping[str, TestResult]) -> TestResult | None:
    """The result of a test that builds on one that has not passed; None of a test that is to run.

    Args:
        planned: the test.
        results: of the tests before it, by name.
    """
    first = results.get(planned.after) if planned.after is not None else None
    if first is None or first.status is Status.PASSED:
        return None
    told = f"Not reached: it builds on “{first.test.title}”"
    return TestResult(planned.test, 0.0, Status.NOT_REACHED, message=told)


def with_output_limit(result: TestResult) -> TestResult:
    """The result of a test whose call printed too much to keep: that costs nothing, but is said."""
    if result.limit is not None:
        return result
    message = result.message and f"{result.message} What it printed beyond 64 KiB was dropped."
    return replace(result, limit=Limit.OUTPUT, message=message)


def failed_by_itself(test: Test, told: str) -> TestResult:
    """The result of a test that raised by itself, only for its author."""
    return TestResult(test, 0.0, Status.FAILED, message=told)


def judge(test: Test, error: BaseException, student: Recorded, told: str) -> TestResult:
    """The result of a test that raised.

    Args:
        test: the test.
        error: what it raised.
        student: the subject of the test, with its calls.
        told: the exception, for the author of the test.

    Raises:
        TestFault: the exception cannot come from the student's work.
        GraderFault: nor can it come from the test.
    """
    if isinstance(error, StudentFailure):
        return TestResult(test, 0.0, error.status, error.limit, error.message)
    if isinstance(error, Mismatch):
        return TestResult(test, 0.0, Status.FAILED, message=one_line(str(error)), compared=error.compared)
    if isinstance(error, AssertionError | pytest.fail.Exception):
        text = str(error) if test.public else _without_values(error, student)
        message = one_line(text) or "This does not hold yet."
        return TestResult(test, 0.0, Status.FAILED, message=message)
    if isinstance(error, THE_MACHINES):
        raise GraderFault(f"test {test.name}: {told}") from error
    # The references pass every test, so after a student's value has come back, an ordinary exception of
    # the test is about that value: None has no .sum(), a list no .shape.
    if student._last is None or fails_by_itself(error):
        raise TestFault(f"test {test.name}: {told}") from error
    message = f"The test cannot use what came back: {one_line(kind_told(student._last.result))}"
    return TestResult(test, 0.0, Status.FAILED, message=message)


def _without_values(error: BaseException, student: Recorded) -> str:
    """What is said of a failed check of a hidden test: it must not give away what is expected."""
    # Further lines of what a library asserts quote values.
    first = str(error).strip().partition("\n")[0]
    raised = student._calls[-1].raised if student._calls else None
    if raised is None or first.startswith("DID NOT RAISE") or not _is_of_raises(error):
        return first
    # A short pattern is quoted as a difference, line by line.
    return f"What the exception says is not what is asked for: {raised}"


def _is_of_raises(error: BaseException) -> bool:
    """Whether `pytest.raises` failed."""
    return any(frame.f_globals.get("__name__") == RAISES for frame, _line in walk_tb(error.__traceback__))
