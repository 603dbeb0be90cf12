"""The files of a results folder that are about the whole class, and the pages of each submission."""

from __future__ import annotations

from collections.abc import Sequence

from ..classroom import ClassResults, ClassRun, RunMarks, RunRoster
from ..classroom.marks import KEPT
from ..classroom.roster import KEPT_ROSTER
from ..classroom.store import Store
from ..files import write_whole
from .feedback import FeedbackPages
from .groups import GROUPS, groups_json, groups_of
from .page import class_page
from .pointing import called_in
from .review import ReviewPages
from .rows import Row, rows_of
from .scores import scores_csv
from .since import changed_since
from .students import owned_rows, owners

SCORES = "scores.csv"


def write_reports(run: ClassRun, results: ClassResults, by_hand: RunMarks, roster: RunRoster) -> list[Row]:
    """Write the reports of the class; returns the rows of all results, by name.

    Args:
        run: gives the folder.
        results: of the class.
        by_hand: the marks by hand.
        roster: of the course, if any.
    """
    if by_hand.given is not None:
        write_whole(run.out / KEPT, by_hand.given)
    if roster.given is not None:
        write_whole(run.out / KEPT_ROSTER, roster.given)
    store = Store(run.out)
    by_file = {name: earlier.result for name, earlier in results.by_file.items()}
    rows = rows_of(by_file, by_hand.now)
    students = roster.roster
    whose = owners(owned_rows(rows, students), students) if students is not None else {}
    pages = FeedbackPages(run.out, run.assignment)
    reviews = ReviewPages(run.out, run.assignment.title, called_in(run.assignment), rows, whose)
    for row in rows:
        pages.write(row, results.by_file[row.name])
        reviews.write(row, results.by_file[row.name])
    store.write(GROUPS, groups_json(run.assignment.name, groups_of(rows)))
    changed = changed_since(run.out / SCORES, rows, run.assignment.marked)
    page = class_page(run.assignment.title, rows, maxima(rows), roster.roster, changed)
    store.write("index.html", page)
    # Last: whatever ends a run before, the next one finds the same changes.
    store.write(SCORES, scores_csv(rows, run.assignment.marked, roster.roster))
    return rows


def maxima(rows: Sequence[Row]) -> list[tuple[str, float]]:
    """The exercises of an assignment, each with its points."""
    return [(mark.exercise, mark.max_score) for mark in rows[0].exercises] if rows else []
