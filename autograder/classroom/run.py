"""Grades the new and changed submissions of a class, on this machine or on a cluster."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import __version__
from ..course import Assignment
from ..results import SubmissionResult, SubmissionStatus
from ..submissions import Source, Submission, in_unicode
from ..submissions.names import in_one_line
from ..text import as_read
from .changes import names_in, why_changed
from .code import Code, code_of
from .jobs import EarlierExercises, Job, Outcome, job_for, points_of
from .keys import Basis
from .marks import Gradable
from .store import RUN, Earlier, Note, Store, result_names
from .workers import Engage, outcomes


@dataclass(frozen=True)
class FilesSeen:
    """What a run says of a submission's files.

    Attributes:
        no_module: whether it is readable, but holds no module of the assignment.
        left_out: what beside its modules was not read.
        standing_in: files of other names that are graded as modules, and as which.
    """

    no_module: bool = False
    left_out: tuple[str, ...] = ()
    standing_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graded:
    """One submission's result as its file has it, or would have it after a dry run.

    Attributes:
        file: the name of the file, without `.json`.
        result: the result.
        anew: whether this run graded it.
        earlier: the result before, if it had a mark.
        why: the reasons for a change of its marks, in words; empty if they stay the same.
        renamed: whether only names or hints of misconceptions differ from the earlier result.
        seen: what to say of its files.
    """

    file: str
    result: SubmissionResult
    anew: bool
    earlier: SubmissionResult | None
    why: tuple[str, ...] = ()
    renamed: bool = False
    seen: FilesSeen = FilesSeen()

    @property
    def first(self) -> bool:
        """Whether there was no mark before."""
        return self.earlier is None

    @classmethod
    def unchanged(cls, file: str, result: SubmissionResult, seen: FilesSeen = FilesSeen()) -> Graded:
        """A result that stays as it is in its file."""
        return cls(file, result, anew=False, earlier=result, seen=seen)


@dataclass(frozen=True)
class ClassRun:
    """How to grade a class.

    Attributes:
        assignment: the assignment.
        out: the results folder.
        given: the paths in which the submissions were found.
        engage: opens workers, here or elsewhere.
        force: whether to grade again what is graded and unchanged.
        dry: whether to write nothing.
        only: the exercises to grade; the others keep their marks. All, if empty.
        students: the names of the submissions to grade; all, if empty.
    """

    assignment: Assignment
    out: Path
    given: tuple[Path, ...]
    engage: Engage
    force: bool = False
    dry: bool = False
    only: frozenset[str] = frozenset()
    students: frozenset[str] = frozenset()

    def chosen(self, sources: Sequence[Source]) -> dict[Source, str]:
        """The submissions to grade, each with the name of its result file, without `.json`."""
        # A name depends on all that share it, graded or not.
        names = result_names(sources)
        students = set(map(as_read, self.students))
        return {
            source: name
            for source, name in names.items()
            if not students or students & {as_read(in_unicode(source.name)), as_read(name)}
        }


@dataclass(frozen=True)
class Summary:
    """The outcome of a run, in numbers of submissions.

    Attributes:
        done: those whose result is known.
        left: those not begun, because the run was interrupted.
        outdated: those that had a result of another version of the autograder or of PyTorch.
    """

    done: int
    left: int
    outdated: int


@dataclass
class ClassResults:
    """The results folder of a run; each file is read once.

    Attributes:
        by_file: the current results by the names of their files, without `.json`.
        summary: of the run; None before its end.
    """

    by_file: dict[str, Earlier]
    summary: Summary | None = None


def grade_class(
    run: ClassRun,
    sources: Sequence[Source],
    results: ClassResults,
    stopping: Callable[[], bool] = lambda: False,
) -> Generator[Graded]:
    """Grade submissions and write each result as soon as it is known.

    Args:
        run: how to grade the class; unless it is dry, the caller holds its results folder.
        sources: all submissions of the class.
        results: the results folder; it is kept up to date.
        stopping: asked again and again whether to finish running work and begin nothing else.

    Yields:
        Each result as it becomes known, before it overwrites the earlier one.

    Raises:
        UsageError: the assignment cannot be used.
    """
    store = Store(run.out)
    started = time.time()
    grading = _Grading(run, store, results.by_file)
    chosen = run.chosen(sources)
    with run.engage(run.assignment, len(chosen)) as workers:
        for task, outcome in outcomes(workers, grading.jobs(chosen, stopping), stopping):
            yield from grading.unchanged(task) if outcome is None else grading.graded(task, outcome)
        about = {**_about(run, time.time() - started), **workers.about()}
    counts = grading.counts
    if not run.dry:
        counted = {
            "submissions": len(sources),
            "graded_in_this_run": counts["graded"],
            "exercises_graded": counts["exercises"],
        }
        store.write_json(RUN, {**about, **counted})
    done = counts["graded"] + counts["unchanged"]
    results.summary = Summary(done, len(chosen) - done, counts["outdated"])


def gradable_of(run: ClassRun, sources: Sequence[Source], results: Mapping[str, Earlier]) -> Gradable:
    """What marks by hand must fit: submissions of this run, and those graded before.

    Args:
        run: how to grade the class.
        sources: all submissions of the class.
        results: the results folder, by file.

    Raises:
        UsageError: the assignment cannot be used.
    """
    submissions = {name: earlier.result.submission for name, earlier in results.items()}
    found = {name: in_unicode(source.name) for source, name in result_names(sources).items()}
    points = _points_in(results, run.assignment) or points_of(run.assignment)
    return Gradable(points, {**submissions, **found})


def _points_in(results: Mapping[str, Earlier], assignment: Assignment) -> dict[str, float] | None:
    """The maximum points of each exercise, from a result of the current tests, if there is one."""
    basis = Basis.of(assignment)
    for earlier in results.values():
        if earlier.note is not None and basis.unchanged_since(
            earlier.note.basis, assignment.modules
        ).issuperset(assignment.modules):
            return earlier.result.maxima()
    return None


@dataclass(frozen=True)
class _InWork:
    """A submission that is being graded.

    Attributes:
        name: of its result file.
        digest: of the submission; None if it is unreadable.
        earlier: the result in the file, if any.
        basis: of the new result, or of the earlier one if that holds.
        seen: as in `Graded`.
        code: what graders read of the submission.
    """

    name: str
    digest: str | None
    earlier: Earlier | None
    basis: Basis
    seen: FilesSeen
    code: Code


class _Grading:
    """One run: picks what to grade, and keeps the outcomes."""

    def __init__(self, run: ClassRun, store: Store, by_file: dict[str, Earlier]) -> None:
        self._run = run
        self._store = store
        self._by_file = by_file
        self._basis = Basis.of(run.assignment)
        self.counts: Counter[str] = Counter()

    def jobs(
        self, chosen: dict[Source, str], stopping: Callable[[], bool]
    ) -> Iterator[tuple[_InWork, Job | None]]:
        """The submissions, each read in its turn; without a job if its result still holds."""
        for source, name in chosen.items():
            if stopping():
                return
            job = job_for(source, self._run.assignment)
            earlier = self._earlier(name, source)
            read = job.submission if isinstance(job.submission, Submission) else None
            digest = read.digest() if read is not None else None
            holding, basis = self._still_holding(earlier, digest)
            seen = self._seen(read) if read is not None else FilesSeen()
            manual = [item.name for item in self._run.assignment.manual]
            code = code_of(read, self._run.assignment.modules, manual) if read is not None else ()
            task = _InWork(name, digest, earlier, basis, seen, code)
            if earlier is not None and holding.issuperset(self._run.assignment.modules):
                yield task, None
                continue
            self.counts["outdated"] += earlier is not None and self._is_outdated(earlier)
            known = EarlierExercises(earlier.result.exercises, holding) if earlier and holding else None
            yield task, replace(job, known=known)

    def unchanged(self, task: _InWork) -> Iterator[Graded]:
        """The earlier result, which holds."""
        assert task.earlier is not None
        self.counts["unchanged"] += 1
        yield Graded.unchanged(task.name, task.earlier.result, task.seen)
        if not self._run.dry:
            self._store.keep_code(task.name, task.code)

    def graded(self, task: _InWork, outcome: Outcome) -> Iterator[Graded]:
        """The new result, written when the reader asks for the next."""
        result = outcome.result
        note = Note(task.basis, task.digest) if outcome.final and task.digest is not None else None
        earlier = task.earlier if task.earlier is not None and task.earlier.has_mark else None
        if earlier is None:
            yield Graded(task.name, result, anew=True, earlier=None, seen=task.seen)
        else:
            why = why_changed(earlier, result, note)
            renamed = not why and names_in(result) != names_in(earlier.result)
            yield Graded(task.name, result, True, earlier.result, why, renamed, task.seen)
        if not self._run.dry:
            self._store.keep_code(task.name, task.code)
            self._store.keep_compared(task.name, self._compared(task, result, outcome))
            self._by_file[task.name] = self._store.keep(task.name, result, note)
        self.counts["graded"] += 1
        self.counts["exercises"] += len(outcome.compared)

    def _compared(
        self, task: _InWork, result: SubmissionResult, outcome: Outcome
    ) -> dict[str, Mapping[str, Any]]:
        """The wrong numbers of public tests; of reused exercises, the earlier ones."""
        if result.status is not SubmissionStatus.GRADED:
            return {}
        earlier = self._store.compared(task.name)
        return {name: outcome.compared.get(name, earlier.get(name, {})) for name in result.scores()}

    def _seen(self, submission: Submission) -> FilesSeen:
        no_module = not any(f"{module}.py" in submission.files for module in self._run.assignment.modules)
        standing_in = (f"{in_one_line(path)} (as {file})" for file, path in submission.standing_in.items())
        return FilesSeen(no_module, submission.left_out, tuple(standing_in))

    def _earlier(self, name: str, source: Source) -> Earlier | None:
        """The earlier result of a submission, whatever its origin."""
        earlier = self._by_file.get(name)
        if earlier is None or earlier.result.submission != in_unicode(source.name):
            return None
        return earlier

    def _still_holding(self, earlier: Earlier | None, digest: str | None) -> tuple[frozenset[str], Basis]:
        """The exercises that keep their earlier result, and the basis of the whole result."""
        note = earlier.note if earlier is not None else None
        if note is None or digest is None or note.submission != digest:
            return frozenset(), self._basis
        modules = frozenset(self._run.assignment.modules)
        current = self._basis.unchanged_since(note.basis, modules)
        kept = modules - self._run.only if self._run.only else frozenset()
        basis = self._basis.but_for(kept - current, note.basis)
        return kept if self._run.force else kept | current, basis

    def _is_outdated(self, earlier: Earlier) -> bool:
        # A submission that could not be graded has no note, whatever the version.
        if earlier.edited or earlier.result.status is not SubmissionStatus.GRADED:
            return False
        return earlier.note is None or earlier.note.basis.engine != self._basis.engine


def _about(run: ClassRun, seconds: float) -> dict[str, Any]:
    return {
        "assignment": run.assignment.name,
        "folder": str(run.assignment.folder),
        "given": [str(path.absolute()) for path in run.given],
        "engine": __version__,
        "torch": importlib.metadata.version("torch"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "processors": os.cpu_count(),
        "seconds": round(seconds, 2),
    }
