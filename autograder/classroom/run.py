"""Grades a class: what is new or changed, by whoever grades."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import __version__
from ..course import Assignment
from ..results import SubmissionResult, SubmissionStatus
from ..submissions import Source, Submission, in_unicode
from .changes import MarkChange, change_of
from .jobs import EarlierExercises, Job, Outcome, job_for, points_of
from .keys import Basis
from .marks import Gradable
from .store import Earlier, Note, Store, result_names
from .workers import Engage, outcomes


@dataclass(frozen=True)
class Graded:
    """One submission's result, as it stands in its file, or would stand there after a dry run.

    Attributes:
        file: the name of the file, without `.json`.
        result: what stands in it.
        anew: whether this run graded it.
        first: whether there was no mark before.
        change: of its marks; None where they are what they were.
        no_module: whether what was handed in can be read, but holds no module of the assignment.
    """

    file: str
    result: SubmissionResult
    anew: bool
    first: bool = False
    change: MarkChange | None = None
    no_module: bool = False


@dataclass(frozen=True)
class ClassRun:
    """How a class is graded.

    Attributes:
        out: the results folder.
        engage: has submissions graded, by processes here or elsewhere.
        force: whether what is graded and unchanged is graded again.
        dry: whether nothing is written.
        only: the exercises that are graded, the others keeping the marks that they have; all, if empty.
        students: the names of the submissions that are graded; all, if empty.
    """

    assignment: Assignment
    out: Path
    engage: Engage
    force: bool = False
    dry: bool = False
    only: frozenset[str] = frozenset()
    students: frozenset[str] = frozenset()

    def chosen(self, sources: Sequence[Source]) -> dict[Source, str]:
        """The submissions that are graded, each with the name of its result file, without `.json`."""
        # A name depends on all that share it, whether or not they are graded.
        names = zip(sources, result_names(sources), strict=True)
        return {
            source: name
            for source, name in names
            if not self.students or in_unicode(source.name) in self.students or name in self.students
        }


@dataclass(frozen=True)
class Summary:
    """What became of a run.

    Attributes:
        done: submissions whose result is known.
        left: those that were not begun, because the run was to stop.
        outdated: those that had a result of another version of the autograder or of PyTorch.
    """

    done: int
    left: int
    outdated: int


@dataclass
class ClassResults:
    """The results folder of a run, each of whose files is read once.

    Attributes:
        by_file: what stands in the files now, by their names, without `.json`.
        summary: of the run; None before it has ended.
    """

    by_file: dict[str, Earlier]
    summary: Summary | None = None


def grade_class(
    run: ClassRun,
    sources: Sequence[Source],
    results: ClassResults,
    stopping: Callable[[], bool] = lambda: False,
) -> Generator[Graded]:
    """Grade submissions and write each result as soon as there is one.

    Args:
        run: how the class is graded.
        sources: all submissions of the class.
        results: what stands in the results folder; it is kept up to date.
        stopping: asked again and again: whether to finish what runs and begin nothing else.

    Yields:
        Each result, in the order in which they become known, and before the one that stands in its file is
        overwritten.

    Raises:
        UsageError: the results folder cannot be written, or the assignment cannot be used.
    """
    store = Store(run.out)
    started = time.time()
    with nullcontext() if run.dry else store.held():
        grading = _Grading(run, store, results.by_file)
        chosen = run.chosen(sources)
        with run.engage(run.assignment, len(chosen)) as workers:
            for task, outcome in outcomes(workers, grading.jobs(chosen, stopping), stopping):
                yield from grading.unchanged(task) if outcome is None else grading.graded(task, outcome)
            about = {**_about(run.assignment, time.time() - started), **workers.about()}
        counts = grading.counts
        if not run.dry:
            counted = {
                "submissions": len(sources),
                "graded_in_this_run": counts["graded"],
                "exercises_graded": counts["exercises"],
            }
            store.write_json("run.json", {**about, **counted})
    done = counts["graded"] + counts["unchanged"]
    results.summary = Summary(done, len(chosen) - done, counts["outdated"])


def gradable_of(run: ClassRun, sources: Sequence[Source], results: Mapping[str, Earlier]) -> Gradable:
    """What marks by hand must fit into: submissions of this run, and those graded before.

    Args:
        run: how the class is graded.
        sources: all submissions of the class.
        results: what stands in the results folder, by file.

    Raises:
        UsageError: the assignment cannot be used.
    """
    submissions = {name: earlier.result.submission for name, earlier in results.items()}
    found = zip(result_names(sources), (in_unicode(source.name) for source in sources), strict=True)
    points = _points_in(results, run.assignment) or points_of(run.assignment)
    return Gradable(points, {**submissions, **dict(found)})


def _points_in(results: Mapping[str, Earlier], assignment: Assignment) -> dict[str, float] | None:
    """The most points of each exercise, if a result tells that rests on the tests as they are now."""
    basis = Basis.of(assignment)
    for earlier in results.values():
        if earlier.note is not None and basis.unchanged_since(
            earlier.note.basis, assignment.modules
        ).issuperset(assignment.modules):
            return {exercise.exercise: exercise.max_score for exercise in earlier.result.exercises}
    return None


@dataclass(frozen=True)
class _InWork:
    """A submission that is being graded.

    Attributes:
        name: of its result file.
        digest: of the submission; None where it cannot be read.
        earlier: the result that stands in the file.
        basis: what the new one will rest on, or the one that stands there rests on.
        no_module: as in `Graded`.
    """

    name: str
    digest: str | None
    earlier: Earlier | None
    basis: Basis
    no_module: bool


class _Grading:
    """One run: what must be graded, and what becomes of the outcomes."""

    def __init__(self, run: ClassRun, store: Store, by_file: dict[str, Earlier]) -> None:
        self._run = run
        self._store = store
        self._by_file = by_file
        self._basis = Basis.of(run.assignment)
        self.counts: Counter[str] = Counter()

    def jobs(
        self, chosen: dict[Source, str], stopping: Callable[[], bool]
    ) -> Iterator[tuple[_InWork, Job | None]]:
        """The submissions, each read when its turn comes; without a job where its result still holds."""
        for source, name in chosen.items():
            if stopping():
                return
            job = job_for(source, self._run.assignment)
            earlier = self._earlier(name, source)
            digest = job.submission.digest() if isinstance(job.submission, Submission) else None
            holding, basis = self._still_holding(earlier, digest)
            task = _InWork(name, digest, earlier, basis, self._has_no_module(job))
            if earlier is not None and holding.issuperset(self._run.assignment.modules):
                yield task, None
                continue
            self.counts["outdated"] += earlier is not None and self._is_outdated(earlier)
            known = EarlierExercises(earlier.result.exercises, holding) if earlier and holding else None
            yield task, replace(job, known=known)

    def unchanged(self, task: _InWork) -> Iterator[Graded]:
        """The result of a submission that is not graded again."""
        assert task.earlier is not None
        self.counts["unchanged"] += 1
        yield Graded(task.name, task.earlier.result, anew=False, no_module=task.no_module)

    def graded(self, task: _InWork, outcome: Outcome) -> Iterator[Graded]:
        """The result of one that was graded; it is written once whoever reads this asks for more."""
        result = outcome.result
        note = Note(task.basis, task.digest) if outcome.final and task.digest is not None else None
        earlier = task.earlier if task.earlier is not None and task.earlier.has_mark else None
        change = change_of(task.name, earlier, result, note) if earlier is not None else None
        first = earlier is None
        yield Graded(task.name, result, anew=True, first=first, change=change, no_module=task.no_module)
        if not self._run.dry:
            self._store.keep_compared(task.name, self._compared(task, result, outcome))
            self._by_file[task.name] = self._store.keep(task.name, result, note)
        self.counts["graded"] += 1
        self.counts["exercises"] += len(outcome.compared)

    def _compared(
        self, task: _InWork, result: SubmissionResult, outcome: Outcome
    ) -> dict[str, Mapping[str, Any]]:
        """What public tests compared, where numbers were wrong; of exercises taken over, as it was."""
        if result.status is not SubmissionStatus.GRADED:
            return {}
        earlier = self._store.compared(task.name)
        return {name: outcome.compared.get(name, earlier.get(name, {})) for name in result.scores()}

    def _has_no_module(self, job: Job) -> bool:
        if not isinstance(job.submission, Submission):
            return False
        return not any(f"{module}.py" in job.submission.files for module in self._run.assignment.modules)

    def _earlier(self, name: str, source: Source) -> Earlier | None:
        """The result that a submission has, however it came about."""
        earlier = self._by_file.get(name)
        if earlier is None or earlier.result.submission != in_unicode(source.name):
            return None
        return earlier

    def _still_holding(self, earlier: Earlier | None, digest: str | None) -> tuple[frozenset[str], Basis]:
        """The exercises whose result is taken over, and what the whole will rest on."""
        note = earlier.note if earlier is not None else None
        if note is None or digest is None or note.submission != digest:
            return frozenset(), self._basis
        modules = frozenset(self._run.assignment.modules)
        current = self._basis.unchanged_since(note.basis, modules)
        kept = modules - self._run.only if self._run.only else frozenset()
        basis = self._basis.but_for(kept - current, note.basis)
        return kept if self._run.force else kept | current, basis

    def _is_outdated(self, earlier: Earlier) -> bool:
        # What could not be graded has no note of any version.
        if earlier.edited or earlier.result.status is not SubmissionStatus.GRADED:
            return False
        return earlier.note is None or earlier.note.basis.engine != self._basis.engine


def _about(assignment: Assignment, seconds: float) -> dict[str, Any]:
    return {
        "assignment": assignment.name,
        "engine": __version__,
        "torch": importlib.metadata.version("torch"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "processors": os.cpu_count(),
        "seconds": round(seconds, 2),
    }
