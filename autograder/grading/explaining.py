"""Why a test came out as it did: its calls, what came back, what the reference gives for the same calls."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from ..errors import GraderFault
from ..results import ExerciseResult, TestResult
from ..sandbox.outcomes import StudentFailure
from ..sandbox.task import Files
from ..testing.observing import Observation
from ..testing.subject import Call
from .running import ExerciseRunner, TestRun

Came = Observation | str
"""What comes of a call: all that it did, or why no value came back."""


@dataclass(frozen=True)
class Comparison:
    """A call of a test on the student's code, and what comes of it from the reference."""

    call: Call
    expected: Came

    @property
    def got(self) -> Came:
        return self.call.why if self.call.observation is None else self.call.observation


@dataclass(frozen=True)
class Explanation:
    """Why a test came out as it did.

    Attributes:
        result: of the test, now.
        replaced: the earlier exercises that stand-ins replaced.
        calls: what the test asked, in order.
        as_before: whether the test came out as its earlier result says.
    """

    result: TestResult
    replaced: tuple[str, ...]
    calls: tuple[Comparison, ...]
    as_before: bool


def explained(runner: ExerciseRunner, files: Files, earlier: ExerciseResult, test: str) -> Explanation:
    """Run the tests of an exercise again, and keep what one of them asks.

    Args:
        runner: runs the tests.
        files: the submission's.
        earlier: the exercise's result.
        test: the name of the test.

    Raises:
        GraderFault: the grader failed.
    """
    was = next(result for result in earlier.tests if result.test.name == test)
    # The better of two runs counted, test by test, and on a tie the one with stand-ins.
    ways = dict.fromkeys([earlier.replaced, ()])
    ran = [(replaced, _run(runner, files, earlier.exercise, replaced, test)) for replaced in ways]
    alike = [(replaced, run) for replaced, run in ran if _outcome(run.result) == _outcome(was)]
    replaced, run = (alike or ran)[0]
    expected = _of_the_reference(runner, earlier.exercise, run.calls)
    calls = tuple(map(Comparison, run.calls, expected))
    return Explanation(run.result, replaced, calls, bool(alike))


def _run(runner: ExerciseRunner, files: Files, exercise: str, replaced: Sequence[str], test: str) -> TestRun:
    """Run a test; those before it run, too, for they share a process."""
    with (
        runner.isolated(exercise, files, replaced) as student,
        closing(runner.one_by_one_on(exercise, student)) as runs,
    ):
        for run in runs:
            if run.result.test.name == test:
                return run
    raise GraderFault(f"{exercise} has no test {test}")


def _of_the_reference(runner: ExerciseRunner, exercise: str, calls: Sequence[Call]) -> list[Came]:
    came: list[Came] = []
    with runner.isolated(exercise, runner.assignment.references()) as reference:
        reference._begin_test()
        for call in calls:
            try:
                came.append(reference._observe(call.called, call.arguments, call.request))
            except StudentFailure as failure:
                came.append(failure.message)
    return came


def _outcome(result: TestResult) -> tuple[object, ...]:
    return result.score, result.status, result.limit, result.message
