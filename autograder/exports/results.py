"""Results that `autograder grade` has written, with the marks that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..classroom.marks import Frame, Marks, marks_of_run
from ..classroom.store import Store
from ..errors import UsageError
from ..reports.rows import Row, row_of
from ..text import printable


@dataclass(frozen=True)
class Scored:
    """One submission.

    Attributes:
        result: what stands in its file.
        row: the same as a table has it, with the marks that count.
    """

    result: Mapping[str, Any]
    row: Row

    @property
    def is_fault(self) -> bool:
        """Whether the grader failed, so that there is no mark."""
        return self.row.final is None


def read_class(folder: Path) -> list[Scored]:
    """All results of a folder, by name.

    Raises:
        UsageError: there are none, or of several assignments.
    """
    results = dict(Store(folder).results())
    if not results:
        raise UsageError(f"there are no results in {folder}: give the folder of `autograder grade --out`")
    assignments = sorted({result["assignment"] for result in results.values()})
    if len(assignments) > 1:
        raise UsageError(
            f"{folder} holds results of {' and '.join(assignments)}: grade into a folder for each"
        )
    marks = _marks(folder, results)
    scored = [_scored(folder / f"{name}.json", result, marks) for name, result in results.items()]
    return sorted(scored, key=lambda one: (one.row.submission, one.row.file))


def read_one(file: Path) -> Scored:
    """The result of one file.

    Raises:
        UsageError: it is none.
    """
    earlier = Store(file.parent).earlier(file.stem) if file.suffix == ".json" else None
    if earlier is None:
        raise _no_result(file)
    return _scored(file, earlier.result, _marks(file.parent, {file.stem: earlier.result}))


def exercises_of(every: Sequence[Scored]) -> list[str]:
    """The exercises of all results, in order."""
    return list(dict.fromkeys(mark.exercise for one in every for mark in one.row.exercises))


def message_for_students(test: Mapping[str, Any], exercise: Mapping[str, Any]) -> str:
    """What became of a public test, in one line, without the sentence of a hidden test that it builds on."""
    message = test["message"] or ""
    hidden = [one["title"] for one in exercise["tests"] if not one["public"]]
    if test["status"] == "not_reached" and any(title in message for title in hidden):
        return "Not reached: it builds on a hidden test that did not pass."
    return printable(message)


def _marks(folder: Path, results: Mapping[str, Mapping[str, Any]]) -> Marks:
    """The marks by hand that the folder keeps."""

    def frame() -> Frame:
        points = {
            one["exercise"]: one["max_score"] for result in results.values() for one in result["exercises"]
        }
        return Frame(points, {name: result["submission"] for name, result in results.items()})

    return marks_of_run(folder, None, frame).now


def _scored(file: Path, result: Mapping[str, Any], marks: Marks) -> Scored:
    try:
        return Scored(result, row_of(result, file.stem, marks.of(file.stem)))
    except (KeyError, TypeError, ValueError):
        raise _no_result(file) from None


def _no_result(file: Path) -> UsageError:
    return UsageError(f"{file} is no result of `autograder grade`")
