"""`autograder grade`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from ..classroom import (
    ClassResults,
    ClassRun,
    Graded,
    RunMarks,
    RunRoster,
    Summary,
    gradable_of,
    grade_class,
    marks_of_run,
    roster_of_run,
)
from ..classroom.local import local_workers
from ..classroom.marks import KEPT
from ..classroom.roster import KEPT_ROSTER
from ..classroom.store import GONE, Store, result_names
from ..classroom.workers import Engage
from ..course import Assignment, find_assignment
from ..errors import UsageError
from ..files import write_whole
from ..nbgrader.courses import record_in_courses
from ..reports.changes import Told, told_of
from ..reports.feedback import FeedbackPages
from ..reports.groups import GROUPS, groups_json, groups_of
from ..reports.page import class_page
from ..reports.rows import FEEDBACK, Row, row_of, rows_of
from ..reports.scores import scores_csv
from ..reports.students import notes_on_roster
from ..reports.terminal import BY_HAND_EXPLAINED, class_table
from ..results import SubmissionResult, SubmissionStatus
from ..sandbox.isolation import machine_isolation, refuse_exposed, refuse_unguarded
from ..submissions import Source, find, in_unicode
from ..text import as_read, listed, printable
from .interrupts import Interrupts
from .progress import progress_bar

FAULT = 1
INTERRUPTED = 130
ROWS_SHOWN = 60
NAMES_SHOWN = 5
LEFT_OUT_SHOWN = 20
WIDTH_OF_FILES = 140
"""Columns of a table that is not written to a terminal."""


@dataclass(frozen=True)
class GradeOptions:
    """The options of a run, as on the command line.

    Attributes:
        strict: whether to refuse to grade if isolation has gaps.
        workers: how many processes grade at the same time.
        cluster: the address of a scheduler whose workers grade instead.
        force: whether to grade again what is graded and unchanged.
        only: the exercises to grade; all, if empty.
        students: the names of the submissions to grade; all, if empty.
        marks: a file of marks by hand.
        roster: a file of the students of the course.
        dry: whether to write nothing.
        keep_missing: whether to keep results whose submissions are no longer there.
    """

    strict: bool
    workers: int
    cluster: str | None
    force: bool
    only: frozenset[str]
    students: frozenset[str]
    marks: Path | None
    roster: Path | None
    dry: bool
    keep_missing: bool


def grade_command(name: str, paths: Sequence[Path], out: Path, wanted: GradeOptions) -> int:
    """Grade a class and show it; the exit status says whether the grader itself failed anywhere.

    Args:
        name: of the assignment, or the path of its folder.
        paths: the submissions.
        out: the results folder.
        wanted: the options.
    """
    if wanted.dry:
        _leave_no_bytecode()
    assignment = find_assignment(name, Path.cwd())
    _check_exercises(wanted.only, assignment)
    roster = roster_of_run(out, wanted.roster)
    engage = _engage(wanted, assignment)
    found = find(paths, assignment.modules, assignment.name)
    names = result_names(found.sources)
    if not wanted.dry:
        Store(out).bring_back(names)
    results = ClassResults(Store(out).read(assignment.name))
    _check_students(wanted.students, found.sources)
    notes = _plain(stderr=True)
    for line in found.passed_over:
        notes.print(f"passed over: {printable(line)}")
    for line in found.twice:
        notes.print(printable(line))
    run = ClassRun(
        assignment, out, tuple(paths), engage, wanted.force, wanted.dry, wanted.only, wanted.students
    )
    by_hand = marks_of_run(out, wanted.marks, lambda: gradable_of(run, found.sources, results.by_file))
    for stranger in by_hand.now.strangers:
        notes.print(f"marks by hand: there is no submission “{printable(stranger)}”")
    so_far = _SoFar(by_hand, notes)
    summary = _grade_with_progress(run, found.sources, results, so_far)
    if not (wanted.keep_missing or summary.left):
        _set_aside_the_missing(run, results, set(names), notes)
    _tell_the_absent(results, so_far)
    _tell_what_holds_no_module(run, so_far)
    _tell_what_was_left_out(so_far)
    _tell_of_the_roster(roster, found.sources, results, notes)
    if wanted.dry:
        _show_dry(so_far)
    else:
        _show(run, so_far, _write_reports(run, results, so_far, roster), summary)
        if not summary.left:
            record_in_courses(assignment, found.sources, _results_of(results, found.sources), notes.print)
    if summary.left:
        notes.print(
            f"interrupted: {summary.done} of {summary.done + summary.left} are graded; "
            "the same command goes on from there"
        )
        return INTERRUPTED
    return FAULT if so_far.counts["fault"] else 0


def _results_of(
    results: ClassResults, sources: Sequence[Source]
) -> Callable[[Source], SubmissionResult | None]:
    """A function that gives the result in a submission's file, or None."""
    names = dict(zip(sources, result_names(sources), strict=True))

    def result_of(source: Source) -> SubmissionResult | None:
        earlier = results.by_file.get(names[source])
        return earlier.result if earlier is not None else None

    return result_of


def _engage(wanted: GradeOptions, assignment: Assignment) -> Engage:
    """Opens workers, on this machine or on a cluster.

    Raises:
        UsageError: this machine cannot keep student code from what it must not reach.
    """
    if wanted.cluster is not None:
        from ..classroom.cluster import cluster_workers

        return partial(cluster_workers, address=wanted.cluster, strict=wanted.strict)
    isolation = machine_isolation()
    if wanted.strict:
        refuse_unguarded(isolation)
        refuse_exposed(assignment.folder)
    return partial(local_workers, isolation=isolation, number=wanted.workers)


def _check_exercises(names: Collection[str], assignment: Assignment) -> None:
    for name in sorted(set(names) - set(assignment.modules)):
        raise UsageError(
            f"{assignment.name} has no exercise “{printable(name)}”, only {', '.join(assignment.modules)}"
        )


def _check_students(names: Collection[str], sources: Sequence[Source]) -> None:
    known = {as_read(in_unicode(source.name)) for source in sources}
    for name in sorted(name for name in names if as_read(name) not in known):
        raise UsageError(f"there is no submission “{printable(name)}” in what was given")


def _plain(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=True)


def _leave_no_bytecode() -> None:
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # for the grading processes


class _SoFar:
    """The state of a run so far.

    Args:
        by_hand: the marks by hand.
        notes: the console for progress and notes.

    Attributes:
        files: the names of the result files, without `.json`.
        faults: a line for each submission on which the grader failed.
        without_module: the submissions that hold no module of the assignment.
        left_out: a line for each submission beside whose modules lay something that was not read.
        counts: of submissions, by outcome.
    """

    def __init__(self, by_hand: RunMarks, notes: Console) -> None:
        self.by_hand = by_hand
        self.notes = notes
        self.files: set[str] = set()
        self.faults: list[str] = []
        self.without_module: list[str] = []
        self.left_out: list[str] = []
        self.counts: Counter[str] = Counter()

    def add(self, graded: Graded) -> Told | None:
        """Count a result; returns what to say about it at once, if anything."""
        row = row_of(graded.result, graded.file, self.by_hand.now.of(graded.file))
        self.files.add(graded.file)
        if row.status is SubmissionStatus.FAULT:
            self.faults.append(f"{row.submission}: {row.remark}")
        if graded.no_module:
            self.without_module.append(row.submission)
        if graded.left_out:
            self.left_out.append(f"{row.submission}: {listed(graded.left_out)}")
        told = self.change(graded)
        self.counts[row.status] += 1
        self.counts["full marks"] += row.score == row.max_score
        self.counts["new"] += graded.first
        self.counts["renamed"] += graded.renamed
        self.counts["same"] += not graded.first and (told is None or not told.counts)
        self.counts["unchanged"] += not graded.anew
        return told

    def change(self, graded: Graded) -> Told | None:
        """How the marks of a submission change, if they do."""
        before, now = self.by_hand.before.of(graded.file), self.by_hand.now.of(graded.file)
        told = told_of(graded, before, now)
        self.counts["lines"] += told is not None
        self.counts["changed"] += told is not None and told.counts
        return told

    def outcomes(self) -> str:
        """The outcomes so far, for whoever waits."""
        counted = ("full marks", "unreadable", "fault", "unchanged")
        return ", ".join(f"{self.counts[name]} {name}" for name in counted if self.counts[name])


def _grade_with_progress(
    run: ClassRun, sources: Sequence[Source], results: ClassResults, so_far: _SoFar
) -> Summary:
    changes = _plain()
    with (
        progress_bar(so_far.notes, len(run.chosen(sources))) as (progress, advance),
        Interrupts() as interrupts,
    ):

        def stopping() -> bool:
            if interrupts.first_seen():
                so_far.notes.print("finishing what runs; Ctrl-C again ends at once")
            return interrupts.asked

        with closing(grade_class(run, sources, results, stopping)) as class_results:
            for graded in class_results:
                if (change := so_far.add(graded)) is not None:
                    progress.stop()
                    changes.print(change.line)
                    progress.start()
                advance(so_far.outcomes())
    assert results.summary is not None
    return results.summary


def _set_aside_the_missing(run: ClassRun, results: ClassResults, names: set[str], notes: Console) -> None:
    """Take results out of tables and exports whose submissions are not in what was given."""
    missing = sorted(set(results.by_file) - names)
    if not missing:
        return
    if not run.dry:
        Store(run.out).set_aside(missing)
        for name in missing:
            (run.out / FEEDBACK / f"{name}.html").unlink(missing_ok=True)
    submissions = [printable(results.by_file.pop(name).result.submission) for name in missing]
    more = [f"{len(missing) - NAMES_SHOWN} more"] if len(missing) > NAMES_SHOWN else []
    go = "would go" if run.dry else "go"
    notes.print(
        f"there is no submission of {listed([*submissions[:NAMES_SHOWN], *more])} in what was given: their "
        f"results {go} to {run.out / GONE} and are in no table; --keep-missing keeps them"
    )


def _tell_the_absent(results: ClassResults, so_far: _SoFar) -> None:
    """Tell of changed marks by hand of submissions that this run does not include."""
    changes = _plain()
    marked = {*so_far.by_hand.before.by_file, *so_far.by_hand.now.by_file}
    for file in sorted(marked - so_far.files):
        earlier = results.by_file.get(file)
        change = so_far.change(Graded(file, earlier.result, anew=False)) if earlier is not None else None
        if change is not None:
            changes.print(change.line)


def _tell_what_holds_no_module(run: ClassRun, so_far: _SoFar) -> None:
    """Warn of submissions without any module: somebody may have meant another assignment or folder."""
    names = sorted(so_far.without_module)
    if names:
        more = [f"{len(names) - NAMES_SHOWN} more"] if len(names) > NAMES_SHOWN else []
        so_far.notes.print(
            f"no module of {run.assignment.name} is in what {listed([*names[:NAMES_SHOWN], *more])} handed "
            "in, so all of it counts as still to do"
        )


def _tell_what_was_left_out(so_far: _SoFar) -> None:
    """Name what lay beside modules and was not read, in case something was needed."""
    for line in sorted(so_far.left_out)[:LEFT_OUT_SHOWN]:
        so_far.notes.print(f"left out of {line}")
    if (more := len(so_far.left_out) - LEFT_OUT_SHOWN) > 0:
        so_far.notes.print(f"left out of {more} more submissions: likewise")


def _tell_of_the_roster(
    roster: RunRoster, sources: Sequence[Source], results: ClassResults, notes: Console
) -> None:
    """Name the students without a submission, and submissions without a student."""
    if roster.roster is None:
        return
    graded = {name: earlier.result.submission for name, earlier in results.by_file.items()}
    given = dict(zip(result_names(sources), (in_unicode(source.name) for source in sources), strict=True))
    named = sorted({**graded, **given}.items(), key=lambda pair: as_read(pair[1]))
    for line in notes_on_roster(roster.roster, dict(named)):
        notes.print(line)


def _write_reports(run: ClassRun, results: ClassResults, so_far: _SoFar, roster: RunRoster) -> list[Row]:
    """Write the reports of the class; returns the rows of all results, by name."""
    if so_far.by_hand.given is not None:
        write_whole(run.out / KEPT, so_far.by_hand.given)
    if roster.given is not None:
        write_whole(run.out / KEPT_ROSTER, roster.given)
    store = Store(run.out)
    by_file = {name: earlier.result for name, earlier in results.by_file.items()}
    rows = rows_of(by_file, so_far.by_hand.now)
    pages = FeedbackPages(run.out, run.assignment.title)
    for row in rows:
        pages.write(row, results.by_file[row.name])
    store.write("scores.csv", scores_csv(rows, run.assignment.modules, roster.roster))
    store.write(GROUPS, groups_json(run.assignment.name, groups_of(rows)))
    page = class_page(run.assignment.title, rows, _maxima(rows), roster.roster)
    store.write("index.html", page)
    return rows


def _show(run: ClassRun, so_far: _SoFar, all_rows: Sequence[Row], summary: Summary) -> None:
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_FILES
    if so_far.counts["lines"]:
        console.print()
    if 0 < len(so_far.files) <= ROWS_SHOWN:
        rows = [row for row in all_rows if row.name in so_far.files]
        console.print(class_table(run.assignment.title, rows, _maxima(rows), console.width))
        if any(row.set_by_hand for row in rows):
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
    if so_far.counts["unchanged"]:
        so_far.notes.print(
            f"{so_far.counts['unchanged']} unchanged since they were graded; --force grades them again"
        )


def _show_dry(so_far: _SoFar) -> None:
    for line in so_far.faults:
        so_far.notes.print(line)
    counts = so_far.counts
    _plain().print(
        f"dry run: marks of {counts['changed']} would change, of {counts['new']} would be new, "
        f"of {counts['same']} would stay; nothing was written"
    )


def _maxima(rows: Sequence[Row]) -> list[tuple[str, float]]:
    return [(mark.exercise, mark.max_score) for mark in rows[0].exercises] if rows else []
