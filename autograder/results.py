"""Results of submissions, exercises and tests: immutable data, which `reports` and `exports` show."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from . import SCHEMA
from .scores import total_score

if TYPE_CHECKING:  # the import would import torch
    from .testing.values import Compared

T = TypeVar("T")


class BadResult(ValueError):
    """The input is no result."""


class NewerResult(BadResult):
    """A newer autograder wrote the result; the text is its schema."""


class Status(StrEnum):
    """The status of a test, from best to worst; an exercise has the worst of its tests."""

    PASSED = "passed"
    BY_HAND = "by_hand"
    NOT_REACHED = "not_reached"
    FAILED = "failed"
    MISSING = "missing"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASHED = "crashed"

    @property
    def severity(self) -> int:
        return list(Status).index(self)


class Limit(StrEnum):
    """Which limit was met."""

    WALL = "wall"
    MEMORY = "memory"
    OUTPUT = "output"
    RESULT = "result"
    SCRATCH = "scratch"


class SubmissionStatus(StrEnum):
    GRADED = "graded"
    UNREADABLE = "unreadable"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Test:
    """A test, for reports.

    Attributes:
        name: unique in its exercise.
        title: the sentence that students read.
        public: whether students have it.
        points: its maximum.
        form: whether it judges only the form of a result; no part of the result file.
        bonus: whether its points come on top of the maximum of its exercise.
    """

    __test__ = False

    name: str
    title: str
    public: bool
    points: float
    form: bool = False
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class TestResult:
    """The result of one test.

    Attributes:
        test: the test.
        score: its points; None if the grader failed, or if a person is to give them.
        status: its status.
        limit: the limit that the code met, if any.
        message: one sentence for the student; None if the test passed. Of a manual item, its rubric.
        compared: the wrong numbers, for a picture; no part of the result file.
    """

    __test__ = False

    test: Test
    score: float | None
    status: Status
    limit: Limit | None = None
    message: str | None = None
    compared: Compared | None = None

    @property
    def passed(self) -> bool:
        return self.status is Status.PASSED

    def as_json(self) -> dict[str, Any]:
        return {
            "test": self.test.name,
            "title": self.test.title,
            "public": self.test.public,
            "score": self.score,
            "max_score": self.test.points,
            **({"bonus": True} if self.test.bonus else {}),
            "status": self.status,
            "limit": self.limit,
            "message": self.message,
        }

    @classmethod
    def from_json(cls, described: Mapping[str, Any]) -> TestResult:
        points = _number(described["max_score"])
        score = _or_none(_number, described["score"])
        if score is not None and not 0 <= score <= points:
            raise BadResult(f"no result: {score} of {points} points")
        test = _shared_test(
            _text(described["test"]),
            _text(described["title"]),
            _of(bool, described["public"]),
            points,
            _of(bool, described.get("bonus", False)),
        )
        return cls(
            test,
            score,
            Status(described["status"]),
            _or_none(Limit, described["limit"]),
            _or_none(_text, described["message"]),
        )


@dataclass(frozen=True, slots=True)
class Misconception:
    """A mistake that was recognised, and one sentence about it for the student."""

    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """The result of one exercise.

    Attributes:
        exercise: its name.
        tests: the results of its tests.
        misconceptions: the recognised ones.
        replaced: the earlier exercises that stand-ins replaced.
    """

    exercise: str
    tests: tuple[TestResult, ...]
    misconceptions: tuple[Misconception, ...] = ()
    replaced: tuple[str, ...] = ()

    @property
    def score(self) -> float | None:
        return total_score(result.score for result in self.tests)

    @property
    def max_score(self) -> float:
        """Full marks: all points but the bonus."""
        return float(sum(result.test.points for result in self.tests if not result.test.bonus))

    @property
    def most(self) -> float:
        """All points that there are, with the bonus."""
        return float(sum(result.test.points for result in self.tests))

    @property
    def worst(self) -> TestResult:
        return max(self.tests, key=lambda result: result.status.severity)

    @property
    def status(self) -> Status:
        return self.worst.status

    @property
    def limit(self) -> Limit | None:
        """The limit that its worst test met, else the first that any test met."""
        met = [result.limit for result in (self.worst, *self.tests) if result.limit is not None]
        return met[0] if met else None

    @property
    def is_manual(self) -> bool:
        """Whether a person marks it, and no test."""
        return self.status is Status.BY_HAND

    @property
    def lost_marks(self) -> bool:
        return self.score is not None and self.score < self.most

    def as_json(self) -> dict[str, Any]:
        return {
            "exercise": self.exercise,
            "score": self.score,
            "max_score": self.max_score,
            "status": self.status,
            "limit": self.limit,
            "misconceptions": [
                {"name": mistake.name, "hint": mistake.hint} for mistake in self.misconceptions
            ],
            "replaced": list(self.replaced),
            "tests": [result.as_json() for result in self.tests],
        }

    def compared(self) -> dict[str, Compared]:
        """The wrong numbers, by test."""
        return {result.test.name: result.compared for result in self.tests if result.compared is not None}

    @classmethod
    def from_json(cls, described: Mapping[str, Any]) -> ExerciseResult:
        return cls(
            _text(described["exercise"]),
            tuple(map(TestResult.from_json, _some(_of(list, described["tests"])))),
            tuple(
                _shared_misconception(_text(mistake["name"]), _text(mistake["hint"]))
                for mistake in _of(list, described["misconceptions"])
            ),
            tuple(map(_text, _of(list, described["replaced"]))),
        )


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """The result of one submission.

    Attributes:
        assignment: its name.
        submission: its name.
        status: what became of it as a whole.
        error: why nothing was graded, in one sentence; None if something was.
        exercises: the results of its exercises.
    """

    assignment: str
    submission: str
    status: SubmissionStatus
    error: str | None
    exercises: tuple[ExerciseResult, ...]

    @property
    def score(self) -> float | None:
        """The points that tests gave; None if the grader failed."""
        return total_score(exercise.score for exercise in self.exercises if not exercise.is_manual)

    @property
    def max_score(self) -> float:
        return float(sum(exercise.max_score for exercise in self.exercises))

    @property
    def most(self) -> float:
        """All points that there are, with the bonus."""
        return float(sum(exercise.most for exercise in self.exercises))

    @property
    def passed(self) -> bool:
        """Whether all tests passed."""
        return all(exercise.is_manual or exercise.status is Status.PASSED for exercise in self.exercises)

    def maxima(self) -> dict[str, float]:
        """The most points of each exercise, with its bonus."""
        return {exercise.exercise: exercise.most for exercise in self.exercises}

    def scores(self) -> dict[str, float | None]:
        """The score of each exercise."""
        return {exercise.exercise: exercise.score for exercise in self.exercises}

    def as_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "assignment": self.assignment,
            "submission": self.submission,
            "status": self.status,
            "error": self.error,
            "score": self.score,
            "max_score": self.max_score,
            "exercises": [exercise.as_json() for exercise in self.exercises],
        }

    def as_text(self) -> str:
        """The content of its result file."""
        return json.dumps(self.as_json(), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_text(cls, text: str) -> SubmissionResult:
        """The result in a file. Its sums are computed from its tests, whatever the file says.

        Args:
            text: the file's content.

        Raises:
            NewerResult: a newer autograder wrote it.
            BadResult: it is no result.
        """
        try:
            described = json.loads(text)
            if (schema := _of(int, described["schema"])) > SCHEMA:
                raise NewerResult(str(schema))
            return cls(
                _text(described["assignment"]),
                _text(described["submission"]),
                SubmissionStatus(described["status"]),
                _or_none(_text, described["error"]),
                tuple(map(ExerciseResult.from_json, _some(_of(list, described["exercises"])))),
            )
        except BadResult:
            raise
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            raise BadResult(f"no result: {error!r}") from None


def not_graded(
    assignment: str,
    submission: str,
    status: SubmissionStatus,
    error: str,
    exercises: Sequence[tuple[str, Sequence[Test]]],
    manual: Sequence[ExerciseResult] = (),
) -> SubmissionResult:
    """The result of a submission for which no test ran: 0 points if unreadable, unknown if a fault.

    Args:
        assignment: its name.
        submission: its name.
        status: unreadable, or a fault of the grader.
        error: why nothing was graded, in one sentence.
        exercises: of the assignment, each with its tests.
        manual: its manual items, as long as nobody has marked them.
    """
    score = 0.0 if status is SubmissionStatus.UNREADABLE else None
    blank = tuple(
        ExerciseResult(
            module, tuple(TestResult(test, score, Status.NOT_REACHED, message=error) for test in tests)
        )
        for module, tests in exercises
    )
    return SubmissionResult(assignment, submission, status, error, (*blank, *manual))


@cache
def _shared_test(name: str, title: str, public: bool, points: float, bonus: bool) -> Test:
    """One object for all results of a test: a class is large, its tests are few."""
    return Test(name, title, public, points, bonus=bonus)


@cache
def _shared_misconception(name: str, hint: str) -> Misconception:
    return Misconception(name, hint)


def _of(kind: type[T], value: Any) -> T:
    if type(value) is not kind:
        raise BadResult(f"no result: {value!r} is no {kind.__name__}")
    checked: T = value
    return checked


def _text(value: Any) -> str:
    return _of(str, value)


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise BadResult(f"no result: {value!r} is no number")
    return float(value)


def _or_none(read: Callable[[Any], T], value: Any) -> T | None:
    return None if value is None else read(value)


def _some(values: list[Any]) -> list[Any]:
    if not values:
        raise BadResult("no result: it has no exercise, or an exercise without a test")
    return values
