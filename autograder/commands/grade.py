"""`autograder grade`."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from ..classroom import (
    ClassResults,
    ClassRun,
    RunRoster,
    Summary,
    gradable_of,
    grade_class,
    marks_of_run,
    roster_of_run,
)
from ..classroom.local import local_workers
from ..classroom.store import GONE, Store, result_names
from ..classroom.workers import Engage
from ..course import DESCRIPTION, Assignment, find_assignment
from ..errors import UsageError
from ..nbgrader.courses import record_in_courses
from ..reports.class_folder import write_reports
from ..reports.rows import FEEDBACK, REVIEW
from ..sandbox.isolation import machine_isolation, refuse_exposed, refuse_unguarded
from ..submissions import Found, Source, find, in_unicode, unpacked
from ..text import as_read, listed, printable, shortened
from .interrupts import Interrupts
from .progress import progress_bar
from .run_notes import (
    NAMES_SHOWN,
    plain,
    show,
    show_dry,
    tell_of_the_roster,
    tell_the_absent,
    tell_what_counts,
    tell_what_holds_no_module,
    tell_what_was_passed_over,
)
from .run_so_far import RunSoFar

FAULT = 1
INTERRUPTED = 130


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
    with unpacked(paths, assignment.modules) as places:
        return _grade(assignment, paths, places, out, wanted)


def _grade(
    assignment: Assignment, given: Sequence[Path], places: Sequence[Path], out: Path, wanted: GradeOptions
) -> int:
    """Grade the class that was given, in the places where it lies now."""
    _check_exercises(wanted.only, assignment)
    roster = roster_of_run(out, wanted.roster)
    engage = _engage(wanted, assignment)
    found = find(places, assignment.modules, assignment.name)
    _refuse_results_among_work(out, places, found.sources)
    _check_students(wanted.students, found.sources)
    run = ClassRun(
        assignment, out, tuple(given), engage, wanted.force, wanted.dry, wanted.only, wanted.students
    )
    with nullcontext() if wanted.dry else Store(out).held():
        return _grade_found(run, found, roster, wanted)


def _grade_found(run: ClassRun, found: Found, roster: RunRoster, wanted: GradeOptions) -> int:
    """Grade the submissions that were found; nobody else writes into the results folder meanwhile."""
    assignment, out = run.assignment, run.out
    names = result_names(found.sources)
    if not wanted.dry:
        Store(out).bring_back(names.values())
    results = ClassResults(Store(out).read(assignment.name))
    notes = plain(stderr=True)
    if assignment.draft:
        notes.print(f"{assignment.name} is a draft, as its {DESCRIPTION} says: no marks for students yet")
    tell_what_was_passed_over(found.passed_over, notes)
    for line in found.questions:
        notes.print(printable(line))
    by_hand = marks_of_run(out, wanted.marks, lambda: gradable_of(run, found.sources, results.by_file))
    for stranger in by_hand.now.strangers:
        notes.print(f"marks by hand: there is no submission “{printable(stranger)}”")
    so_far = RunSoFar(by_hand, notes)
    summary = _grade_with_progress(run, found.sources, results, so_far)
    if not (wanted.keep_missing or summary.left):
        _set_aside_the_missing(run, results, set(names.values()), notes)
    tell_the_absent(results, so_far)
    tell_what_holds_no_module(run, so_far)
    tell_what_counts(so_far)
    tell_of_the_roster(roster, found.sources, results, notes)
    if wanted.dry:
        show_dry(so_far)
    else:
        show(run, so_far, write_reports(run, results, by_hand, roster), summary)
        if not summary.left:
            graded = {
                source: (earlier.result, by_hand.now.of(name))
                for source, name in names.items()
                if (earlier := results.by_file.get(name)) is not None
            }
            record_in_courses(assignment, graded, notes.print)
    if summary.left:
        notes.print(
            f"interrupted: {summary.done} of {summary.done + summary.left} are graded; "
            "the same command goes on from there"
        )
        return INTERRUPTED
    return FAULT if so_far.counts["fault"] else 0


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


def _refuse_results_among_work(out: Path, paths: Sequence[Path], sources: Sequence[Source]) -> None:
    """Refuse a results folder that the next run would take for somebody's work, or for a part of it."""
    place = out.resolve()
    parts = [(source.path, source.files or (("", source.name),)) for source in sources]
    work = {(path / file).resolve() for path, files in parts for file, _name in files}
    if place in {path.resolve() for path in paths} or not work.isdisjoint((place, *place.parents)):
        raise UsageError(f"--out {printable(str(out))} lies among what is graded: choose another folder")


def _check_students(names: Collection[str], sources: Sequence[Source]) -> None:
    known = {as_read(in_unicode(source.name)) for source in sources}
    for name in sorted(name for name in names if as_read(name) not in known):
        raise UsageError(f"there is no submission “{printable(name)}” in what was given")


def _leave_no_bytecode() -> None:
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # for the grading processes


def _grade_with_progress(
    run: ClassRun, sources: Sequence[Source], results: ClassResults, so_far: RunSoFar
) -> Summary:
    changes = plain()
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
    """Take the results of submissions that were not given out of tables and exports."""
    missing = sorted(set(results.by_file) - names)
    if not missing:
        return
    if not run.dry:
        Store(run.out).set_aside(missing)
        for name in missing:
            for folder in (FEEDBACK, REVIEW):
                (run.out / folder / f"{name}.html").unlink(missing_ok=True)
    submissions = [printable(results.by_file.pop(name).result.submission) for name in missing]
    go = "would go" if run.dry else "go"
    notes.print(
        f"there is no submission of {listed(shortened(submissions, NAMES_SHOWN))} in what was given: their "
        f"results {go} to {run.out / GONE} and are in no table; --keep-missing keeps them"
    )
