"""From what a test raised to what the student reads."""

from __future__ import annotations

from dataclasses import replace

from ..errors import GraderFault
from ..results import Limit, Status, Test, TestResult
from ..sandbox.outcomes import StudentFailure
from ..testing.comparisons import Mismatch
from ..testing.subject import Recorded
from ..testing.values import kind_told, one_line

OUR_OWN = (GraderFault, MemoryError, OSError)
"""Never the doing of a value that a student's function gave back."""


def passed(test: Test) -> TestResult:
    return TestResult(test, test.points, Status.PASSED)


def not_reached(test: Test, first: Test) -> TestResult:
    return TestResult(test, 0.0, Status.NOT_REACHED, message=f"Not reached: it builds on “{first.title}”")


def with_output_limit(result: TestResult) -> TestResult:
    """The result of a test whose call printed more than is kept: that costs nothing, but is said."""
    if result.limit is not None:
        return result
    message = result.message and f"{result.message} What it printed beyond 64 KiB was dropped."
    return replace(result, limit=Limit.OUTPUT, message=message)


def judge(test: Test, error: BaseException, student: Recorded) -> TestResult:
    """The result of a test that raised.

    Raises:
        GraderFault: what it raised cannot come from the student's work.
    """
    if isinstance(error, StudentFailure):
        return TestResult(test, 0.0, error.status, error.limit, error.message)
    if isinstance(error, Mismatch):
        return TestResult(test, 0.0, Status.FAILED, message=one_line(str(error)), compared=error.compared)
    if isinstance(error, AssertionError):
        message = one_line(str(error)) or "This does not hold yet."
        return TestResult(test, 0.0, Status.FAILED, message=message)
    # The references pass every test, so once a student's value has come back, that is what an
    # ordinary exception of the test is about: None has no .sum(), a list no .shape.
    if student.last is not None and isinstance(error, Exception) and not isinstance(error, OUR_OWN):
        message = f"The test cannot use what came back: {one_line(kind_told(student.last.result))}"
        return TestResult(test, 0.0, Status.FAILED, message=message)
    raise GraderFault(f"test {test.name}: {type(error).__name__}: {error}") from error
