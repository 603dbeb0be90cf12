"""Results, frozen; how they are shown is nobody's business here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from .. import SCHEMA
from ..sandbox.outcomes import Limit, Status
from ..scores import total_score
from ..testing.values import Compared


class SubmissionStatus(StrEnum):
    GRADED = "graded"
    UNREADABLE = "unreadable"
    FAULT = "fault"


@dataclass(frozen=True)
class Test:
    """What a test is, for reports: its name, the sentence that students read, its points.

    Attributes:
        form: whether it judges the form of a result alone; no part of the result file.
    """

    __test__ = False

    name: str
    title: str
    public: bool
    points: float
    form: bool = False


@dataclass(frozen=True)
class TestResult:
    """What became of one test. `score` is None where the grader failed.

    Attributes:
        compared: the numbers that were wrong, for a picture; no part of the result file.
    """

    __test__ = False

    test: Test
    score: float | None
    status: Status
    limit: Limit | None = None
    message: str | None = None
    compared: Compared | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "test": self.test.name,
            "title": self.test.title,
            "public": self.test.public,
            "score": self.score,
            "max_score": self.test.points,
            "status": self.status,
            "limit": self.limit,
            "message": self.message,
        }

    @classmethod
    def from_json(cls, described: Mapping[str, Any]) -> TestResult:
        limit = described["limit"]
        return cls(
            Test(described["test"], described["title"], described["public"], described["max_score"]),
            described["score"],
            Status(described["status"]),
            Limit(limit) if limit is not None else None,
            described["message"],
        )


@dataclass(frozen=True)
class Misconception:
    """A mistake that was recognised, and one sentence about it for the student."""

    name: str
    hint: str


@dataclass(frozen=True)
class ExerciseResult:
    """What became of one exercise.

    Attributes:
        replaced: the earlier exercises that stand-ins took the place of.
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
        return float(sum(result.test.points for result in self.tests))

    @property
    def worst(self) -> TestResult:
        return max(self.tests, key=lambda result: result.status.severity)

    @property
    def limit(self) -> Limit | None:
        """The limit that its worst test met, or else any of them."""
        met = [result.limit for result in (self.worst, *self.tests) if result.limit is not None]
        return met[0] if met else None

    @property
    def lost_marks(self) -> bool:
        return self.score is not None and self.score < self.max_score

    def as_json(self) -> dict[str, Any]:
        return {
            "exercise": self.exercise,
            "score": self.score,
            "max_score": self.max_score,
            "status": self.worst.status,
            "limit": self.limit,
            "misconceptions": [{"name": one.name, "hint": one.hint} for one in self.misconceptions],
            "replaced": list(self.replaced),
            "tests": [result.as_json() for result in self.tests],
        }

    def comparisons(self) -> dict[str, Any]:
        """The numbers that were wrong, by test."""
        return {result.test.name: asdict(result.compared) for result in self.tests if result.compared}

    @classmethod
    def from_json(cls, described: Mapping[str, Any]) -> ExerciseResult:
        """The result that was described by `as_json`.

        Raises:
            ValueError: what is described is none of ours.
        """
        try:
            result = cls(
                described["exercise"],
                tuple(TestResult.from_json(test) for test in described["tests"]),
                tuple(Misconception(one["name"], one["hint"]) for one in described["misconceptions"]),
                tuple(described["replaced"]),
            )
            same = result.as_json() == described
        except (KeyError, TypeError) as error:
            raise ValueError(f"no result of an exercise: {error!r}") from None
        if not same:
            raise ValueError("no result of an exercise: it does not add up")
        return result


@dataclass(frozen=True)
class SubmissionResult:
    """What became of one submission."""

    assignment: str
    submission: str
    status: SubmissionStatus
    error: str | None
    exercises: tuple[ExerciseResult, ...]

    @property
    def score(self) -> float | None:
        return total_score(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        return float(sum(exercise.max_score for exercise in self.exercises))

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


def not_graded(
    assignment: str,
    submission: str,
    status: SubmissionStatus,
    error: str,
    exercises: Sequence[tuple[str, Sequence[Test]]],
) -> SubmissionResult:
    """The result of a submission that no test ran for: no marks if unreadable, none known if a fault."""
    score = 0.0 if status is SubmissionStatus.UNREADABLE else None
    blank = tuple(
        ExerciseResult(
            module, tuple(TestResult(test, score, Status.NOT_REACHED, message=error) for test in tests)
        )
        for module, tests in exercises
    )
    return SubmissionResult(assignment, submission, status, error, blank)
