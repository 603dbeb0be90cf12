"""Grades a class: what is new or changed, by whoever grades."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import __version__
from ..course import Assignment
from ..submissions import Source, Submission, in_unicode
from .changes import Change, change_of
from .keys import Basis
from .marks import Frame
from .store import Earlier, Note, Store, result_names
from .worker import Job, Known, Outcome, job_for, points_of
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
    result: dict[str, Any]
    anew: bool
    first: bool = False
    change: Change | None = None
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


def grade_class(
    run: ClassRun,
    sources: Sequence[Source],
    tell: Callable[[Graded], None],
    stopping: Callable[[], bool] = lambda: False,
) -> Summary:
    """Grade submissions and write each result as soon as there is one.

    Args:
        sources: all submissions of the class.
        tell: called with each result, in the order in which they become known, and before the one
            that stands in its file is overwritten.
        stopping: asked again and again: whether to finish what runs and begin nothing else.

    Raises:
        UsageError: the results folder cannot be written, or the assignment cannot be used.
    """
    store = Store(run.out)
    started = time.time()
    with nullcontext() if run.dry else store.held():
        grading = _Grading(run, store, tell)
        chosen = run.chosen(sources)
        with run.engage(run.assignment, len(chosen)) as workers:
            for task, outcome in outcomes(workers, grading.jobs(chosen, stopping), stopping):
                grading.take(task, outcome)
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
    return Summary(done, len(chosen) - done, counts["outdated"])


def frame_of(run: ClassRun, sources: Sequence[Source]) -> Frame:
    """What marks by hand must fit into: submissions of this run, and those graded before.

    Raises:
        UsageError: the assignment cannot be used.
    """
    graded = Store(run.out).results()
    submissions = {name: result["submission"] for name, result in graded}
    found = zip(result_names(sources), (in_unicode(source.name) for source in sources), strict=True)
    return Frame(points_of(run.assignment), {**submissions, **dict(found)})


@dataclass(frozen=True)
class _Task:
    """A submission that is being graded.

    Attributes:
        name: of its result file.
        digest: of the submission; None where it cannot be read.
        earlier: the result that stands in the file.
        basis: what the new one will rest on.
        no_module: as in `Graded`.
    """

    name: str
    digest: str | None
    earlier: Earlier | None
    basis: Basis
    no_module: bool


class _Grading:
    """One run: what must be graded, and what becomes of the outcomes."""

    def __init__(self, run: ClassRun, store: Store, tell: Callable[[Graded], None]) -> None:
        self._run = run
        self._store = store
        self._tell = tell
        self._basis = Basis.of(run.assignment)
        self.counts: Counter[str] = Counter()

    def jobs(self, chosen: dict[Source, str], stopping: Callable[[], bool]) -> Iterator[tuple[_Task, Job]]:
        """What must be graded, read when its turn comes; of the rest is told meanwhile."""
        for source, name in chosen.items():
            if stopping():
                return
            job = job_for(source, self._run.assignment)
            earlier = self._earlier(name, source)
            digest = job.submission.digest() if isinstance(job.submission, Submission) else None
            no_module = self._has_no_module(job)
            holding, basis = self._still_holding(earlier, digest)
            if earlier is not None and holding.issuperset(self._run.assignment.modules):
                self.counts["unchanged"] += 1
                self._tell(Graded(name, earlier.result, anew=False, no_module=no_module))
                continue
            self.counts["outdated"] += earlier is not None and self._is_outdated(earlier)
            known = Known(earlier.result["exercises"], holding) if earlier and holding else None
            yield _Task(name, digest, earlier, basis, no_module), replace(job, known=known)

    def take(self, task: _Task, outcome: Outcome) -> None:
        """Tell of an outcome, then write it."""
        result = json.loads(outcome.result)
        note = Note(task.basis, task.digest) if outcome.final and task.digest is not None else None
        earlier = task.earlier if task.earlier is not None and task.earlier.has_mark else None
        change = change_of(task.name, earlier, result, note) if earlier is not None else None
        first = earlier is None
        self._tell(Graded(task.name, result, anew=True, first=first, change=change, no_module=task.no_module))
        if not self._run.dry:
            self._store.keep_compared(task.name, self._compared(task, result, outcome))
            self._store.keep(task.name, outcome.result, note)
        self.counts["graded"] += 1
        self.counts["exercises"] += outcome.exercises

    def _compared(
        self, task: _Task, result: Mapping[str, Any], outcome: Outcome
    ) -> dict[str, Mapping[str, Any]]:
        """What public tests compared, where numbers were wrong; of exercises taken over, as it was."""
        if result["status"] != "graded":
            return {}
        earlier = self._store.compared(task.name)
        exercises = [one["exercise"] for one in result["exercises"]]
        return {one: outcome.compared.get(one, earlier.get(one, {})) for one in exercises}

    def _has_no_module(self, job: Job) -> bool:
        if not isinstance(job.submission, Submission):
            return False
        return not any(f"{module}.py" in job.submission.files for module in self._run.assignment.modules)

    def _earlier(self, name: str, source: Source) -> Earlier | None:
        """The result that a submission has, however it came about."""
        earlier = self._store.earlier(name)
        if earlier is None or earlier.result["submission"] != in_unicode(source.name):
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
        if earlier.edited or earlier.result["status"] != "graded":
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
