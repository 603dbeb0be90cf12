"""What a run of `grade` says at its end: its table, and whatever a grader should look at."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rich.console import Console

from ..classroom import ClassResults, ClassRun, Graded, RunRoster, Summary
from ..classroom.store import result_names
from ..reports.class_folder import maxima
from ..reports.rows import Row
from ..reports.students import notes_on_roster
from ..reports.terminal import BY_HAND_EXPLAINED, class_table
from ..submissions import Source, in_unicode
from ..text import as_read, listed, printable, shortened
from .run_so_far import RunSoFar

ROWS_SHOWN = 60
NAMES_SHOWN = 5
LEFT_OUT_SHOWN = 20
WIDTH_OF_FILES = 140
"""Columns of a table that is not written to a terminal."""


def plain(*, stderr: bool = False) -> Console:
    """A console that writes lines as they are."""
    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=True)


def tell_what_was_passed_over(lines: Sequence[str], notes: Console) -> None:
    """Name what is no submission: a few for each reason, and how many more there are."""
    by_reason: dict[str, list[str]] = {}
    for line in lines:
        by_reason.setdefault(line.rpartition(": ")[2], []).append(line)
    for reason, alike in by_reason.items():
        _tell_some("passed over:", list(map(printable, alike)), f"more: {printable(reason)}", notes)


def tell_the_absent(results: ClassResults, so_far: RunSoFar) -> None:
    """Tell of changed marks by hand of submissions that this run does not include."""
    changes = plain()
    marked = {*so_far.by_hand.before.by_file, *so_far.by_hand.now.by_file}
    for file in sorted(marked - so_far.files):
        earlier = results.by_file.get(file)
        change = so_far.change(Graded.unchanged(file, earlier.result)) if earlier is not None else None
        if change is not None:
            changes.print(change.line)


def tell_what_holds_no_module(run: ClassRun, so_far: RunSoFar) -> None:
    """Warn of submissions without any module: somebody may have meant another assignment or folder."""
    names = sorted(so_far.without_module)
    if names:
        so_far.notes.print(
            f"no module of {run.assignment.name} is in what {listed(shortened(names, NAMES_SHOWN))} handed "
            "in, so all of it counts as still to do"
        )


def tell_what_counts(so_far: RunSoFar) -> None:
    """Name files of other names that count as modules, and what lay beside modules and was not read."""
    for said, lines in (("graded from", so_far.standing_in), ("left out of", so_far.left_out)):
        _tell_some(said, sorted(lines), "more submissions: likewise", so_far.notes)


def _tell_some(said: str, lines: Sequence[str], more: str, notes: Console) -> None:
    for line in lines[:LEFT_OUT_SHOWN]:
        notes.print(f"{said} {line}")
    if len(lines) > LEFT_OUT_SHOWN:
        notes.print(f"{said} {len(lines) - LEFT_OUT_SHOWN} {more}")


def tell_of_the_roster(
    roster: RunRoster, sources: Sequence[Source], results: ClassResults, notes: Console
) -> None:
    """Name the students without a submission, and submissions without a student."""
    if roster.roster is None:
        return
    graded = {name: earlier.result.submission for name, earlier in results.by_file.items()}
    given = {name: in_unicode(source.name) for source, name in result_names(sources).items()}
    named = sorted({**graded, **given}.items(), key=lambda pair: as_read(pair[1]))
    for line in notes_on_roster(roster.roster, dict(named)):
        notes.print(line)


def show(run: ClassRun, so_far: RunSoFar, all_rows: Sequence[Row], summary: Summary) -> None:
    """Print the table of what a run graded, and how much became of what.

    Args:
        run: the run.
        so_far: what became of its submissions.
        all_rows: of all results in the folder.
        summary: of the run.
    """
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_FILES
    if so_far.counts["lines"]:
        console.print()
    if 0 < len(so_far.files) <= ROWS_SHOWN:
        rows = [row for row in all_rows if row.name in so_far.files]
        console.print(class_table(run.assignment.title, rows, maxima(rows), console.width))
        if any(row.replaces_automatic for row in rows):
            console.print(BY_HAND_EXPLAINED)
        console.print()
    statuses = ("fault", "graded", "unreadable")
    counted = ", ".join(f"{so_far.counts[name]} {name}" for name in statuses if so_far.counts[name])
    changed = f"; marks of {so_far.counts['changed']} changed" if so_far.counts["changed"] else ""
    renamed = (
        f"; only names or hints of {so_far.counts['renamed']} changed" if so_far.counts["renamed"] else ""
    )
    told = f"{counted or 'none graded'}{changed}{renamed}; results in {run.out}"
    console.print(told, markup=False, soft_wrap=True)
    if summary.outdated:
        so_far.notes.print(
            f"{summary.outdated} had results of another version of the autograder or of PyTorch and were "
            "graded again"
        )
    if run.only and so_far.counts["new"]:
        so_far.notes.print(f"graded whole in spite of --only, because without marks: {so_far.counts['new']}")
    if so_far.counts["unchanged"]:
        so_far.notes.print(
            f"{so_far.counts['unchanged']} unchanged since they were graded; --force grades them again"
        )


def show_dry(so_far: RunSoFar) -> None:
    """Print what a run that writes nothing would change."""
    for line in so_far.faults:
        so_far.notes.print(line)
    counts = so_far.counts
    plain().print(
        f"dry run: marks of {counts['changed']} would change, of {counts['new']} would be new, "
        f"of {counts['same']} would stay; nothing was written"
    )
