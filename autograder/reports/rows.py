"""One line for each submission, from its result file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..classroom import HandMark, Marks
from ..scores import total_score
from ..text import printable

FEEDBACK = "feedback"
"""The folder of the pages for students, in the results folder."""

LIMIT_WORDS = {"wall": "ran out of time", "memory": "ran out of memory"}
STATUS_WORDS = {"missing": "still to do", "crashed": "ended its process"}


@dataclass(frozen=True)
class TestMark:
    """The mark of one test; None where the grader failed."""

    __test__ = False

    test: str
    title: str
    score: float | None
    max_score: float


@dataclass(frozen=True)
class Misconception:
    """A mistake that was recognised, and one sentence about it for the student."""

    name: str
    hint: str


@dataclass(frozen=True)
class ExerciseMark:
    """The marks of one exercise.

    Attributes:
        score: the automatic one; None where the grader failed.
        by_hand: the one that a grader set in its place, if any.
    """

    exercise: str
    score: float | None
    max_score: float
    status: str
    by_hand: HandMark | None = None
    tests: tuple[TestMark, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()

    @property
    def final(self) -> float | None:
        """The mark that counts."""
        return self.by_hand.score if self.by_hand is not None else self.score


@dataclass(frozen=True)
class Row:
    """What a table shows of one submission.

    Attributes:
        file: the name of its result file.
        score: the automatic one; None where the grader failed.
        remark: the first thing that cost marks, in one sentence; empty where nothing did.
    """

    submission: str
    file: str
    status: str
    score: float | None
    max_score: float
    exercises: tuple[ExerciseMark, ...]
    remark: str

    @property
    def name(self) -> str:
        """The name of its result file, without `.json`."""
        return self.file.removesuffix(".json")

    @property
    def feedback(self) -> str:
        """Where the page for the student lies, from the results folder."""
        return f"{FEEDBACK}/{self.name}.html"

    @property
    def crashed(self) -> tuple[str, ...]:
        """The exercises whose process ended while a test ran."""
        return tuple(mark.exercise for mark in self.exercises if mark.status == "crashed")

    @property
    def set_by_hand(self) -> tuple[ExerciseMark, ...]:
        """The exercises whose mark a grader set."""
        return tuple(mark for mark in self.exercises if mark.by_hand is not None)

    @property
    def final(self) -> float | None:
        """The score that counts; None where the mark of an exercise is not known."""
        if not self.set_by_hand:
            return self.score
        return total_score(mark.final for mark in self.exercises)


def row_of(result: Mapping[str, Any], name: str, by_hand: Mapping[str, HandMark]) -> Row:
    """The row of a result.

    Args:
        name: of its file, without `.json`.
        by_hand: the marks that a grader set, by exercise.
    """
    return Row(
        submission=printable(result["submission"]),
        file=f"{name}.json",
        status=result["status"],
        score=result["score"],
        max_score=result["max_score"],
        exercises=tuple(_mark(one, by_hand.get(one["exercise"])) for one in result["exercises"]),
        remark=_remark(result),
    )


def rows_of(results: Iterable[tuple[str, Mapping[str, Any]]], marks: Marks) -> list[Row]:
    """The rows of results, by name.

    Args:
        results: each with the name of its file, without `.json`.
    """
    rows = []
    for name, result in results:
        try:
            rows.append(row_of(result, name, marks.of(name)))
        except (KeyError, TypeError):
            continue  # not a result of ours: somebody else's file in the folder
    return sorted(rows, key=lambda row: (row.submission, row.file))


def _mark(exercise: Mapping[str, Any], by_hand: HandMark | None) -> ExerciseMark:
    return ExerciseMark(
        exercise["exercise"],
        exercise["score"],
        exercise["max_score"],
        exercise["status"],
        by_hand,
        tuple(
            _test_mark(one["test"], one["title"], one["score"], one["max_score"]) for one in exercise["tests"]
        ),
        tuple(_misconception(one["name"], one["hint"]) for one in exercise["misconceptions"]),
    )


@cache
def _test_mark(test: str, title: str, score: float | None, max_score: float) -> TestMark:
    """The mark of a test, one object for all who have the same: a class is large, its tests are few."""
    return TestMark(test, title, score, max_score)


@cache
def _misconception(name: str, hint: str) -> Misconception:
    return Misconception(name, hint)


def _remark(result: Mapping[str, Any]) -> str:
    if result["error"] is not None:
        return printable(result["error"])
    wrong = [one for one in result["exercises"] if one["score"] < one["max_score"]]
    if not wrong:
        return ""
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return f"{wrong[0]['exercise']}: {_cause(wrong[0])}{more}"


def _cause(exercise: Mapping[str, Any]) -> str:
    misconceptions: Iterable[Mapping[str, str]] = exercise["misconceptions"]
    for misconception in misconceptions:
        return misconception["name"].replace("_", " ")
    worst = max(
        (test for test in exercise["tests"] if test["status"] != "passed"),
        key=lambda test: test["status"] == exercise["status"],
    )
    limit, status = exercise["limit"], exercise["status"]
    return LIMIT_WORDS.get(limit) or STATUS_WORDS.get(status) or str(worst["message"])
