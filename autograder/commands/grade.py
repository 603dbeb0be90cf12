"""`autograder grade`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..classroom import ClassRun, Graded, grade_class
from ..classroom.store import Store
from ..course import Assignment, find_assignment
from ..errors import UsageError
from ..reports.page import class_page
from ..reports.rows import Row, printable, row_of, rows_in
from ..reports.scores import scores_csv
from ..reports.terminal import class_table
from ..sandbox.isolation import LAYERS, Isolation, machine_isolation, missing_guards, readable
from ..submissions import Source, find

ROWS_SHOWN = 60
WIDTH_OF_FILES = 140
"""Columns of a table that is written where there is no terminal to fit in."""


def grade_command(
    name: str, paths: Sequence[Path], out: Path, *, strict: bool, workers: int, force: bool
) -> int:
    """Grade a class and show it; the exit status says whether the grader itself failed anywhere."""
    assignment = find_assignment(name, Path.cwd())
    isolation = machine_isolation()
    if strict:
        refuse_unguarded(isolation)
        refuse_exposed(assignment.folder)
    found = find(paths, assignment.modules, assignment.name)
    notes = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    for line in found.passed_over:
        notes.print(f"passed over: {printable(line)}")
    if not found.sources:
        raise UsageError("there is no submission in what was given")
    run = ClassRun(assignment, out, isolation, workers, force)
    graded = _graded_with_progress(run, found.sources, notes)
    rows = sorted((row_of(one.result, one.file) for one in graded), key=lambda row: row.submission)
    _write_reports(assignment, out, rows)
    _show(assignment, rows, out)
    skipped = sum(not one.anew for one in graded)
    if skipped:
        notes.print(f"{skipped} unchanged since they were graded; --force grades them again")
    return int(any(row.status == "fault" for row in rows))


def refuse_unguarded(isolation: Isolation) -> None:
    """Refuse to grade where student code could reach what it must not.

    Raises:
        UsageError: names what is not guarded, why, and how it may come to be.
    """
    for guarded, layers in missing_guards(isolation).items():
        ways = "; or ".join(
            f"{name} ({isolation.off.get(name, 'off')}): {LAYERS[name].remedy}" for name in sorted(layers)
        )
        raise UsageError(
            f"this machine does not keep student code from {guarded}: {ways}. "
            "`--isolation best-effort` grades all the same"
        )


def refuse_exposed(folder: Path) -> None:
    """Refuse an assignment that lies where student code may read, beside Python's own files."""
    for path in readable():
        if folder.resolve().is_relative_to(path):
            raise UsageError(f"student code may read what is below {path}: move {folder} elsewhere")


def _graded_with_progress(run: ClassRun, sources: Sequence[Source], notes: Console) -> list[Graded]:
    graded: list[Graded] = []
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes, transient=True, disable=not notes.is_terminal) as progress:
        task = progress.add_task("grading", total=len(sources))

        def tell(one: Graded) -> None:
            graded.append(one)
            progress.advance(task)

        grade_class(run, sources, tell)
    return graded


def _write_reports(assignment: Assignment, out: Path, rows: Sequence[Row]) -> None:
    store = Store(out)
    every = rows_in(out, assignment.name)
    store.write("scores.csv", scores_csv(every, assignment.modules))
    store.write("index.html", class_page(assignment.title, every, _maxima(rows)))


def _show(assignment: Assignment, rows: Sequence[Row], out: Path) -> None:
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_FILES
    if len(rows) <= ROWS_SHOWN:
        console.print(class_table(assignment.title, rows, _maxima(rows), console.width))
        console.print()
    statuses = Counter(row.status for row in rows)
    counted = ", ".join(f"{number} {status}" for status, number in sorted(statuses.items()))
    console.print(f"{counted}; results in {out}", markup=False, soft_wrap=True)


def _maxima(rows: Sequence[Row]) -> list[tuple[str, float]]:
    return [(mark.exercise, mark.max_score) for mark in rows[0].exercises]
