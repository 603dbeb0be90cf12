"""Marks by hand: read from CSV, checked, and kept beside the results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import UsageError
from ..submissions.names import in_one_line
from ..tables import Table, TableLine, content_of, number_of, table_of
from .spellings import file_called, spellings_of

KEPT = "marks.csv"
HEADER = ["submission", "exercise", "score", "reason"]


@dataclass(frozen=True)
class HandMark:
    """The score that a grader gives for one exercise of one submission, and why."""

    score: float
    reason: str


@dataclass(frozen=True)
class Marks:
    """Checked marks of a class.

    Attributes:
        by_file: the marks by the name of the submission's result file, without `.json`, and by exercise.
        strangers: names of submissions that the class does not have, as written.
    """

    by_file: Mapping[str, Mapping[str, HandMark]] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()

    def of(self, file: str) -> Mapping[str, HandMark]:
        """The marks of a submission, by exercise."""
        return self.by_file.get(file, {})


@dataclass(frozen=True)
class RunMarks:
    """The marks by hand of one run.

    Attributes:
        before: those in the results folder so far.
        now: those that hold from now on.
        given: the content of a newly given file, if any.
    """

    before: Marks = Marks()
    now: Marks = Marks()
    given: bytes | None = None


@dataclass(frozen=True)
class Gradable:
    """What marks by hand must fit.

    Attributes:
        points: the maximum points of each exercise.
        submissions: the names of the class's submissions by the names of their result files.
    """

    points: Mapping[str, float]
    submissions: Mapping[str, str]


def marks_of_run(out: Path, given: Path | None, gradable: Callable[[], Gradable]) -> RunMarks:
    """The marks of a run: those given now, or else those that the results folder keeps.

    Args:
        out: the results folder; it need not exist.
        given: a new file of marks, if any.
        gradable: what the marks must fit; called only if there are any.

    Raises:
        UsageError: a file cannot be read, or a line of it cannot be used.
    """
    kept = out / KEPT
    kept_content = content_of(kept) if kept.is_file() else None
    if given is not None:
        content, known = content_of(given), gradable()
        now = read_marks(content, given, known)
        return RunMarks(_still_readable(kept_content, kept, known), now, content)
    if kept_content is None:
        return RunMarks()
    try:
        marks = read_marks(kept_content, kept, gradable())
    except UsageError as error:
        raise UsageError(f"{error} (correct it there, or give --marks anew)") from None
    return RunMarks(marks, marks)


def read_marks(content: bytes, path: Path, gradable: Gradable) -> Marks:
    """Read and check marks.

    A submission goes by its name in results or `scores.csv`; if several share the name, by the name of its
    result file.

    Args:
        content: CSV with the headings of `HEADER`, in any order.
        path: of the file, for messages.
        gradable: what the marks must fit.

    Raises:
        UsageError: names the line and what is wrong with it.
    """
    spellings = spellings_of(gradable.submissions)
    by_file: dict[str, dict[str, HandMark]] = {}
    strangers: dict[str, dict[str, HandMark]] = {}
    for line in _in_order(table_of(content, path)):
        try:
            submission, exercise, mark = _entry(line, gradable.points)
            file = file_called(submission, spellings)
            marks = by_file.setdefault(file, {}) if file else strangers.setdefault(submission, {})
            if exercise in marks:
                raise ValueError(f"a second mark of {exercise} for “{in_one_line(submission)}”")
        except ValueError as error:
            raise UsageError(f"{path}, line {line.number}: {error}") from None
        marks[exercise] = mark
    return Marks(by_file, tuple(strangers))


def _still_readable(content: bytes | None, path: Path, gradable: Gradable) -> Marks:
    """The marks so far; none if they no longer fit, for they are being replaced."""
    try:
        return read_marks(content, path, gradable) if content is not None else Marks()
    except UsageError:
        return Marks()


def _in_order(table: Table) -> Iterator[TableLine]:
    """The lines of a table of marks, with cells in the order of `HEADER`."""
    headings = [heading.casefold() for heading in table.headings]
    if sorted(headings) != sorted(HEADER):
        raise UsageError(f"{table.path}, line {table.line}: the headings must be {', '.join(HEADER)}")
    for line in table.lines:
        yield TableLine(line.number, tuple(line.cells[headings.index(heading)] for heading in HEADER))


def _entry(line: TableLine, points: Mapping[str, float]) -> tuple[str, str, HandMark]:
    submission, written, score, reason = line.cells
    if not submission:
        raise ValueError("there is no submission")
    exercise = next((name for name in points if name.casefold() == written.casefold()), None)
    if exercise is None:
        raise ValueError(f"there is no exercise “{in_one_line(written)}”, only {', '.join(points)}")
    if not reason:
        raise ValueError("there is no reason")
    return submission, exercise, HandMark(_score(score, points[exercise]), reason)


def _score(text: str, most: float) -> float:
    try:
        score = number_of(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= most:  # nan fails both comparisons
        raise ValueError(f"the score “{in_one_line(text)}” is not a number between 0 and {most:g}")
    return abs(score)  # minus zero is zero
