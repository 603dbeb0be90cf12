"""`autograder grade`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..classroom import ClassRun, Graded, RunMarks, frame_of, grade_class, marks_of_run
from ..classroom.marks import KEPT
from ..classroom.store import Store, result_names
from ..course import find_assignment
from ..errors import UsageError
from ..files import write_whole
from ..nbgrader.courses import record_in_courses
from ..reports.changes import Told, told_of
from ..reports.page import class_page
from ..reports.rows import Row, row_of, rows_in
from ..reports.scores import scores_csv
from ..reports.terminal import BY_HAND_EXPLAINED, class_table
from ..sandbox.isolation import machine_isolation
from ..sandbox.isolation.refusals import refuse_exposed, refuse_unguarded
from ..submissions import Source, find
from ..text import printable

ROWS_SHOWN = 60
WIDTH_OF_FILES = 140
"""Columns of a table that is written where there is no terminal to fit in."""


def grade_command(
    name: str,
    paths: Sequence[Path],
    out: Path,
    *,
    strict: bool,
    workers: int,
    force: bool,
    marks: Path | None,
    dry: bool,
) -> int:
    """Grade a class and show it; the exit status says whether the grader itself failed anywhere."""
    if dry:
        _leave_no_bytecode()
    assignment = find_assignment(name, Path.cwd())
    isolation = machine_isolation()
    if strict:
        refuse_unguarded(isolation)
        refuse_exposed(assignment.folder)
    found = find(paths, assignment.modules, assignment.name)
    notes = _plain(stderr=True)
    for line in found.passed_over:
        notes.print(f"passed over: {printable(line)}")
    if not found.sources:
        raise UsageError("there is no submission in what was given")
    run = ClassRun(assignment, out, isolation, workers, force, dry)
    by_hand = marks_of_run(out, marks, lambda: frame_of(run, found.sources))
    for stranger in by_hand.now.strangers:
        notes.print(f"marks by hand: there is no submission “{printable(stranger)}”")
    so_far = _SoFar(by_hand, notes)
    _grade_with_progress(run, found.sources, so_far)
    _tell_the_absent(run, so_far)
    if dry:
        _show_dry(so_far)
    else:
        _write_reports(run, so_far)
        _show(run, so_far)
        record_in_courses(assignment, _results_of(run, found.sources), notes.print)
    return int(any(row.status == "fault" for row in so_far.rows))


def _results_of(run: ClassRun, sources: Sequence[Source]) -> Iterator[tuple[Source, Mapping[str, Any]]]:
    store = Store(run.out)
    for source, name in zip(sources, result_names(sources), strict=True):
        if (earlier := store.earlier(name)) is not None:
            yield source, earlier.result


def _plain(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=True)


def _leave_no_bytecode() -> None:
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # nor do the processes that grade


class _SoFar:
    """What has been told of a run so far.

    Args:
        by_hand: the marks that a grader set.
        notes: where the progress is shown.
    """

    def __init__(self, by_hand: RunMarks, notes: Console) -> None:
        self.by_hand = by_hand
        self.notes = notes
        self.rows: list[Row] = []
        self.files: set[str] = set()
        self.counts: Counter[str] = Counter()

    def add(self, one: Graded) -> Told | None:
        """Take note of a result; what is to be said of it at once, if anything."""
        self.rows.append(row_of(one.result, one.file, self.by_hand.now.of(one.file)))
        self.files.add(one.file)
        told = self.change(one)
        self.counts["new"] += one.first
        self.counts["same"] += not one.first and (told is None or not told.counts)
        self.counts["unchanged"] += not one.anew
        return told

    def change(self, one: Graded) -> Told | None:
        """How the marks of a submission change, if they do."""
        told = told_of(one, self.by_hand.before.of(one.file), self.by_hand.now.of(one.file))
        self.counts["lines"] += told is not None
        self.counts["changed"] += told is not None and told.counts
        return told


def _grade_with_progress(run: ClassRun, sources: Sequence[Source], so_far: _SoFar) -> None:
    changes = _plain()
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = not so_far.notes.is_terminal
    # Both may be one terminal, where the bar makes room for a line; only one of them may be a file.
    with Progress(
        *columns, console=so_far.notes, transient=True, disable=hidden, redirect_stdout=False
    ) as progress:
        task = progress.add_task("grading", total=len(sources))

        def tell(one: Graded) -> None:
            if (change := so_far.add(one)) is not None:
                progress.stop()
                changes.print(change.line)
                progress.start()
            progress.advance(task)

        grade_class(run, sources, tell)


def _tell_the_absent(run: ClassRun, so_far: _SoFar) -> None:
    """Tell of marks by hand that change where this run is not given the submission."""
    changes, store = _plain(), Store(run.out)
    marked = {*so_far.by_hand.before.by_file, *so_far.by_hand.now.by_file}
    for file in sorted(marked - so_far.files):
        earlier = store.earlier(file)
        change = so_far.change(Graded(file, earlier.result, anew=False)) if earlier is not None else None
        if change is not None:
            changes.print(change.line)


def _write_reports(run: ClassRun, so_far: _SoFar) -> None:
    if so_far.by_hand.given is not None:
        write_whole(run.out / KEPT, so_far.by_hand.given)
    store = Store(run.out)
    every = rows_in(run.out, run.assignment.name, so_far.by_hand.now)
    store.write("scores.csv", scores_csv(every, run.assignment.modules))
    store.write("index.html", class_page(run.assignment.title, every, _maxima(so_far.rows)))


def _show(run: ClassRun, so_far: _SoFar) -> None:
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_FILES
    rows = sorted(so_far.rows, key=lambda row: row.submission)
    if so_far.counts["lines"]:
        console.print()
    if len(rows) <= ROWS_SHOWN:
        console.print(class_table(run.assignment.title, rows, _maxima(rows), console.width))
        if any(row.set_by_hand for row in rows):
            console.print(BY_HAND_EXPLAINED)
        console.print()
    statuses = Counter(row.status for row in rows)
    counted = ", ".join(f"{number} {status}" for status, number in sorted(statuses.items()))
    changed = f"; marks of {so_far.counts['changed']} changed" if so_far.counts["changed"] else ""
    console.print(f"{counted}{changed}; results in {run.out}", markup=False, soft_wrap=True)
    if so_far.counts["unchanged"]:
        so_far.notes.print(
            f"{so_far.counts['unchanged']} unchanged since they were graded; --force grades them again"
        )


def _show_dry(so_far: _SoFar) -> None:
    for row in so_far.rows:
        if row.status == "fault":
            so_far.notes.print(f"{row.submission}: {row.remark}")
    counts = so_far.counts
    _plain().print(
        f"dry run: marks of {counts['changed']} would change, of {counts['new']} would be new, "
        f"of {counts['same']} would stay; nothing was written"
    )


def _maxima(rows: Sequence[Row]) -> list[tuple[str, float]]:
    return [(mark.exercise, mark.max_score) for mark in rows[0].exercises]
