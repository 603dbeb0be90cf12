"""Why a test came out as it did: its calls, what came back, what the reference gives for the same calls."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from ..errors import GraderFault
from ..results import ExerciseResult, TestResult
from ..sandbox.outcomes import StudentFailure
from ..sandbox.task import Files
from ..testing.observing import Observation, Request
from ..testing.subject import Called, Subject
from .running import ExerciseRunner

Came = Observation | StudentFailure
"""What comes of a call: all that it did, or why no value came back."""


@dataclass(frozen=True)
class Question:
    """A call as the test made it."""

    function: Called
    arguments: tuple[Any, ...]
    request: Request


@dataclass(frozen=True)
class Comparison:
    """A call of a test, and what comes of it on both sides.

    Attributes:
        question: the call.
        got: from the student's code.
        expected: from the reference.
    """

    question: Question
    got: Came
    expected: Came


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
    ran = [(replaced, *_run(runner, files, earlier.exercise, replaced, test)) for replaced in ways]
    alike = [one for one in ran if _outcome(one[1]) == _outcome(was)]
    replaced, result, asked = (alike or ran)[0]
    expected = _of_the_reference(runner, earlier.exercise, [question for question, _got in asked])
    calls = (Comparison(*pair, right) for pair, right in zip(asked, expected, strict=True))
    return Explanation(result, replaced, tuple(calls), bool(alike))


def _run(
    runner: ExerciseRunner, files: Files, exercise: str, replaced: Sequence[str], test: str
) -> tuple[TestResult, list[tuple[Question, Came]]]:
    """The result of a test, and its calls; the tests before it run, too, for they share a process."""
    with runner.isolated(exercise, files, replaced) as student:
        overheard = _Overheard(student)
        with closing(runner.one_by_one_on(exercise, overheard)) as tests:
            for run in tests:
                asked = overheard.taken()
                if run.result.test.name == test:
                    return run.result, asked
    raise GraderFault(f"{exercise} has no test {test}")


def _of_the_reference(runner: ExerciseRunner, exercise: str, questions: Sequence[Question]) -> list[Came]:
    with runner.isolated(exercise, runner.assignment.references()) as reference:
        overheard = _Overheard(reference)
        overheard._begin_test()
        return [overheard.answer(question) for question in questions]


def _outcome(result: TestResult) -> tuple[object, ...]:
    return result.score, result.status, result.limit, result.message


class _Overheard(Subject):
    """Another subject, whose calls are kept with what came of them."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._asked: list[tuple[Question, Came]] = []

    def taken(self) -> list[tuple[Question, Came]]:
        """What was asked since the last time."""
        asked, self._asked = self._asked, []
        return asked

    def answer(self, question: Question) -> Came:
        """What comes of a call."""
        try:
            return self._subject._observe(question.function, question.arguments, question.request)
        except StudentFailure as failure:
            return failure

    def _begin_test(self) -> None:
        self._subject._begin_test()

    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        question = Question(function, arguments, request)
        came = self.answer(question)
        self._asked.append((question, came))
        if isinstance(came, StudentFailure):
            raise came
        return came
