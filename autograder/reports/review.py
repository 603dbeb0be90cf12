"""`review/<result>.html`: what a grader reads about a submission, its code beside its marks."""

from __future__ import annotations

import csv
import io
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from markupsafe import Markup

from ..classroom.code import Code, CodeFile
from ..classroom.marks import HEADER
from ..classroom.store import Earlier, Store
from ..results import Status, TestResult
from ..text import as_cell
from .groups import Group, groups_of
from .page_folder import PageFolder
from .pointing import Called, Place, places_of
from .rendering import render, script_hash, template_source
from .rows import REVIEW, STATUS_WORDS, Row

ALIKE_MOST = 6
"""Members of a group that a page names: of a large one, few pages change when it grows."""


@dataclass(frozen=True)
class Link:
    """Another page, or an exercise on it."""

    submission: str
    target: str


@dataclass(frozen=True)
class Alike:
    """The group of a submission's exercise.

    Attributes:
        shown: its names for people; empty where there is none.
        others: of the group, the first ones.
        more: whether there are others still.
    """

    shown: str
    others: tuple[Link, ...]
    more: bool


@dataclass(frozen=True)
class Surroundings:
    """What a page says of the class around its submission.

    Attributes:
        called: the name that the submission has in `marks.csv`.
        whose: what its students are called in the roster; empty if that is not known.
        before: the submission before it, by name.
        after: the one after it.
        unnamed: the first submission, after this one or from the start, that stands for a group without
            a name.
        stands_for: the exercises in which this one stands for such a group.
        alike: the groups that it belongs to, by exercise.
    """

    called: str
    whose: str
    before: Link | None
    after: Link | None
    unnamed: Link | None
    stands_for: tuple[str, ...]
    alike: Mapping[str, Alike]


@dataclass(frozen=True)
class Finding:
    """A test that did not pass.

    Attributes:
        number: by which the code points at it, from one in each exercise.
        places: where it points at.
    """

    number: int
    result: TestResult
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Listing:
    """A file of the code as a page shows it."""

    file: CodeFile
    lines: Markup


class ReviewPages:
    """Writes the graders' pages of a class into its results folder, but only those that change.

    Args:
        results: the results folder.
        title: the assignment's.
        called: the functions that its tests call.
        rows: of all submissions, by name.
        whose: what their students are called, by the names of the result files, as far as it is known.

    Raises:
        UsageError: the results folder cannot be written to.
    """

    def __init__(
        self, results: Path, title: str, called: Called, rows: Sequence[Row], whose: Mapping[str, str]
    ) -> None:
        self._store = Store(results)
        self._title = title
        self._called = called
        self._around = surroundings_of(rows, whose)
        self._pages = PageFolder(results / REVIEW, f"{title}\0{called!r}")

    def write(self, row: Row, earlier: Earlier) -> None:
        """Write the page of a row, unless it is up to date.

        Args:
            row: one of those of the class.
            earlier: the result as its file has it.

        Raises:
            UsageError: the disk is full, or the folder cannot be written to.
        """
        code, around = self._store.code(row.name), self._around[row.name]
        self._pages.write(
            row.name,
            f"{earlier.digest}\0{row.marks_by_hand!r}\0{code!r}\0{around!r}",
            lambda made_from: review_page(self._title, row, code, around, self._called, made_from),
        )


def review_page(
    title: str, row: Row, code: Code | None, around: Surroundings, called: Called, made_from: str = ""
) -> str:
    """The grader's page of one submission.

    Args:
        title: the assignment's.
        row: of the result, with the marks by hand.
        code: of the submission; None if it was not kept.
        around: what to say of the class.
        called: the functions that the tests call.
        made_from: a digest to put into the page, so that a later run can see whether it still holds.
    """
    script = template_source("review.js")
    findings = {
        mark.exercise: _findings(mark.result.tests, mark.exercise, called.get(mark.exercise, {}), code or ())
        for mark in row.exercises
    }
    listings = _listings(code or (), findings)
    return render(
        "review.html",
        title=title,
        row=row,
        code=code,
        around=around,
        findings=findings,
        listings=listings,
        others=[
            path
            for path, listing in listings.items()
            if path.removesuffix(".py") not in findings and not listing.file.answers
        ],
        numbers={path: number for number, path in enumerate(listings)},
        marks_header=",".join(HEADER),
        marks_starts={mark.exercise: _csv(as_cell(around.called), mark.exercise) for mark in row.exercises},
        words=STATUS_WORDS,
        script=Markup(script),
        script_hash=script_hash(script),
        made_from=made_from,
    )


def surroundings_of(rows: Sequence[Row], whose: Mapping[str, str]) -> dict[str, Surroundings]:
    """What each page says of the class, by the name of the result file.

    Args:
        rows: of all submissions, by name.
        whose: what their students are called, by the names of the result files, as far as it is known.
    """
    groups = groups_of(rows)
    tour = _Tour(rows, groups)
    names = Counter(row.submission for row in rows)
    alike: dict[str, dict[str, Alike]] = {row.name: {} for row in rows}
    for group in groups:
        for row in group.rows:
            alike[row.name][group.exercise] = _alike(row, group)
    return {
        row.name: Surroundings(
            whose=whose.get(row.name, ""),
            called=row.submission if names[row.submission] == 1 else row.name,
            before=_link(rows[number - 1]) if number else None,
            after=_link(rows[number + 1]) if number + 1 < len(rows) else None,
            unnamed=tour.after(number),
            stands_for=tour.at(number),
            alike=alike[row.name],
        )
        for number, row in enumerate(rows)
    }


class _Tour:
    """Leads to each group without a name once, at its first submission, in the order of the class."""

    def __init__(self, rows: Sequence[Row], groups: Sequence[Group]) -> None:
        position = {row.name: number for number, row in enumerate(rows)}
        unnamed = [(position[group.rows[0].name], group) for group in groups if not group.names]
        self._stops = [group for _number, group in sorted(unnamed, key=itemgetter(0))]
        self._numbers = sorted(number for number, _group in unnamed)

    def at(self, number: int) -> tuple[str, ...]:
        """The exercises of the groups for which a row stands."""
        here = slice(bisect_left(self._numbers, number), bisect_right(self._numbers, number))
        return tuple(group.exercise for group in self._stops[here])

    def after(self, number: int) -> Link | None:
        """The next stop after a row; the first one after the last."""
        if not self._stops:
            return None
        group = self._stops[bisect_right(self._numbers, number) % len(self._stops)]
        return _link(group.rows[0], group.exercise)


def _link(row: Row, exercise: str | None = None) -> Link:
    return Link(row.submission, f"{row.name}.html" + (f"#{exercise}" if exercise is not None else ""))


def _alike(row: Row, group: Group) -> Alike:
    first = [other for other in group.rows[: ALIKE_MOST + 1] if other is not row]
    others = tuple(_link(other, group.exercise) for other in first[:ALIKE_MOST])
    return Alike(group.shown, others, len(group.rows) - 1 > len(others))


def _findings(
    tests: Sequence[TestResult], exercise: str, called: Mapping[str, Sequence[str]], code: Code
) -> list[Finding]:
    lost = [
        result for result in tests if result.status not in (Status.PASSED, Status.NOT_REACHED, Status.BY_HAND)
    ]
    return [
        Finding(
            number,
            result,
            places_of(result, exercise, called.get(result.test.name.partition("[")[0], ()), code),
        )
        for number, result in enumerate(lost, start=1)
    ]


def _listings(code: Code, findings: Mapping[str, Sequence[Finding]]) -> dict[str, Listing]:
    """The files of the code by path, with links from lines to what points at them."""
    pointing: dict[Place, list[tuple[str, int]]] = {}
    for exercise, found in findings.items():
        for finding in found:
            for place in finding.places:
                pointing.setdefault(place, []).append((exercise, finding.number))
    return {
        file.path: Listing(
            file,
            Markup("\n").join(
                _line(text, f"line-{number}-{line}", pointing.get(Place(file.path, line), ()), file)
                for line, text in enumerate(file.lines, start=1)
            ),
        )
        for number, file in enumerate(code)
    }


def _line(text: str, anchor: str, pointing: Sequence[tuple[str, int]], file: CodeFile) -> Markup:
    if not pointing:
        return Markup("<li>{}").format(text)
    links = Markup(", ").join(
        Markup('<a href="#{}-{}">{}{}</a>').format(
            exercise, number, "" if file.path == f"{exercise}.py" else f"{exercise} ", number
        )
        for exercise, number in pointing
    )
    return Markup('<li id="{}">{} <span class="pointing">✗ {}</span>').format(anchor, text, links)


def _csv(*cells: str) -> str:
    """The start of a line of CSV, with the comma after these cells."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow((*cells, ""))
    return text.getvalue()
