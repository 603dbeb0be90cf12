"""`feedback/<result>.html`: what a student reads about their work, each page in one file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..classroom.store import Earlier, Store
from ..errors import UsageError
from ..files import remove_half_written, write_whole
from .rendering import render
from .rows import FEEDBACK, STATUS_WORDS, Row
from .svg import comparison

HEAD = 300
"""Characters at the start of a page that name what it was made from."""


def feedback_page(title: str, row: Row, compared: Mapping[str, Any], made_from: str = "") -> str:
    """The page of one student.

    Args:
        title: the assignment's.
        row: of the result, with the marks by hand.
        compared: the wrong numbers of public tests, by exercise and test.
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
        made_from=made_from,
    )


class FeedbackPages:
    """The pages of a class in its results folder; writes only those that would change.

    Args:
        results: the results folder.
        title: the assignment's.

    Raises:
        UsageError: the results folder cannot be written to.
    """

    def __init__(self, results: Path, title: str) -> None:
        self._results = results
        self._store = Store(results)
        self._title = title
        self._shared = f"{title}\0{_way_of_writing()}"
        try:
            (results / FEEDBACK).mkdir(exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot write {results / FEEDBACK}: {error.strerror}") from None
        remove_half_written(results / FEEDBACK)

    def write(self, row: Row, earlier: Earlier) -> None:
        """Write the page of a row, unless it is up to date.

        Args:
            row: with the marks by hand.
            earlier: the result as its file has it.

        Raises:
            UsageError: the disk is full, or the folder cannot be written to.
        """
        page = self._results / row.feedback
        compared = self._store.compared(row.name)
        by_hand = sorted((mark.exercise, mark.by_hand) for mark in row.set_by_hand)
        seen = f"{earlier.digest}\0{self._shared}\0{compared!r}\0{by_hand!r}"
        made_from = hashlib.sha256(seen.encode()).hexdigest()
        if f'content="{made_from}"' in _head(page):
            return
        try:
            text = feedback_page(self._title, row, compared, made_from)
        except (KeyError, TypeError, ValueError, IndexError):
            text = feedback_page(self._title, row, {}, made_from)  # somebody edited the wrong numbers
        write_whole(page, text.encode())


def _way_of_writing() -> str:
    """A SHA-256 of the code and templates of pages, so that their change reaches all pages."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in (".py", ".html", ".css"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _head(page: Path) -> str:
    try:
        with open(page, encoding="utf-8", errors="replace") as file:
            return file.read(HEAD)
    except OSError:
        return ""
