"""`feedback/<result>.html`: what a student reads about their work, each page in one file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..classroom.store import Earlier, Store
from ..course import Assignment
from ..grading.misconceptions import misconceptions_of, plainer_hints_of
from .page_folder import PageFolder
from .rendering import render
from .rows import FEEDBACK, STATUS_WORDS, Row
from .svg import comparison

PlainerHints = Mapping[str, Mapping[str, str]]
"""The plainer hints of each exercise, by the hint that they go with."""


def feedback_page(
    title: str,
    row: Row,
    compared: Mapping[str, Any],
    plainer_hints: PlainerHints | None = None,
    made_from: str = "",
) -> str:
    """The page of one student.

    Args:
        title: the assignment's.
        row: of the result, with the marks by hand.
        compared: the wrong numbers of public tests, by exercise and test.
        plainer_hints: the plainer hints, where there are any.
        made_from: a digest to put into the page, so that a later run can see whether it still holds.
    """
    return render(
        "feedback.html",
        title=title,
        row=row,
        with_full_marks=[exercise.exercise for exercise in row.result.exercises if not exercise.lost_marks],
        pictures={
            exercise: {test: comparison(numbers) for test, numbers in tests.items()}
            for exercise, tests in compared.items()
        },
        words=STATUS_WORDS,
        plainer_hints=plainer_hints or {},
        made_from=made_from,
    )


class FeedbackPages:
    """Writes the students' pages of a class into its results folder, but only those that change.

    Args:
        results: the results folder.
        assignment: what was graded.

    Raises:
        UsageError: the results folder cannot be written to, or the misconceptions cannot be used.
    """

    def __init__(self, results: Path, assignment: Assignment) -> None:
        self._store = Store(results)
        self._title = assignment.title
        self._plainer_hints = {
            module: plainer_hints_of(misconceptions_of(assignment, module)) for module in assignment.modules
        }
        self._pages = PageFolder(results / FEEDBACK, f"{assignment.title}\0{self._plainer_hints!r}")

    def write(self, row: Row, earlier: Earlier) -> None:
        """Write the page of a row, unless it is up to date.

        Args:
            row: with the marks by hand.
            earlier: the result as its file has it.

        Raises:
            UsageError: the disk is full, or the folder cannot be written to.
        """
        compared = self._store.compared(row.name)

        def page(made_from: str) -> str:
            try:
                return feedback_page(self._title, row, compared, self._plainer_hints, made_from)
            except (KeyError, TypeError, ValueError, IndexError):
                # Somebody edited the wrong numbers.
                return feedback_page(self._title, row, {}, self._plainer_hints, made_from)

        self._pages.write(row.name, f"{earlier.digest}\0{compared!r}\0{row.marks_by_hand!r}", page)
