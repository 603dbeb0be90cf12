"""Reads results of `autograder grade`, with the marks that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from ..classroom.marks import Gradable, Marks, marks_of_run
from ..classroom.store import Store
from ..errors import UsageError
from ..reports.rows import Row, row_of, rows_of
from ..results import ExerciseResult, Status, SubmissionResult, TestResult
from ..text import printable


def read_class(folder: Path) -> list[Row]:
    """All results of a folder, by name.

    Raises:
        UsageError: there are none, or they belong to several assignments.
    """
    results = {name: earlier.result for name, earlier in Store(folder).read().items()}
    if not results:
        raise UsageError(f"there are no results in {folder}: give the folder of `autograder grade --out`")
    assignments = sorted({result.assignment for result in results.values()})
    if len(assignments) > 1:
        raise UsageError(
            f"{folder} holds results of {' and '.join(assignments)}: grade into a folder for each"
        )
    return rows_of(results, _marks(folder, results))


def read_one(file: Path) -> Row:
    """The result of one file.

    Raises:
        UsageError: the file is no result.
    """
    earlier = Store(file.parent).earlier(file.stem) if file.suffix == ".json" else None
    if earlier is None:
        raise UsageError(f"{file} is no result of `autograder grade`")
    marks = _marks(file.parent, {file.stem: earlier.result})
    return row_of(earlier.result, file.stem, marks.of(file.stem))


def exercises_of(rows: Sequence[Row]) -> list[str]:
    """The exercises of all results, in order."""
    return list(dict.fromkeys(mark.exercise for row in rows for mark in row.exercises))


def message_for_students(test: TestResult, exercise: ExerciseResult) -> str:
    """A public test's message in one line, without the title of a hidden test that it builds on.

    Args:
        test: the public test.
        exercise: its exercise.
    """
    message = test.message or ""
    hidden = [result.test.title for result in exercise.tests if not result.test.public]
    if test.status is Status.NOT_REACHED and any(title in message for title in hidden):
        return "Not reached: it builds on a hidden test that did not pass."
    return printable(message)


def _marks(folder: Path, results: Mapping[str, SubmissionResult]) -> Marks:
    """The marks by hand that the folder keeps."""

    def gradable() -> Gradable:
        points = dict(chain.from_iterable(result.maxima().items() for result in results.values()))
        return Gradable(points, {name: result.submission for name, result in results.items()})

    return marks_of_run(folder, None, gradable).now
