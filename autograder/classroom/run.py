"""Grades a class: what is new or changed, with as many workers as asked for."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import __version__
from ..course import Assignment
from ..errors import UsageError
from ..sandbox.isolation import LAYERS, Isolation
from ..submissions import Source, in_unicode
from . import worker
from .changes import Change, change_of
from .keys import Basis
from .marks import Frame
from .store import Earlier, Note, Store, result_names
from .worker import Job, Known, Outcome

AHEAD = 2
"""Submissions handed out to each worker beforehand: none idles, and few are held in memory."""


@dataclass(frozen=True)
class Graded:
    """One submission's result, as it stands in its file, or would stand there after a dry run.

    Attributes:
        file: the name of the file, without `.json`.
        result: what stands in it.
        anew: whether this run graded it.
        first: whether there was no mark before.
        change: of its marks; None where they are what they were.
    """

    file: str
    result: dict[str, Any]
    anew: bool
    first: bool = False
    change: Change | None = None


@dataclass(frozen=True)
class ClassRun:
    """How a class is graded.

    Attributes:
        out: the results folder.
        isolation: the layers that cut student code off.
        workers: processes that grade at the same time.
        force: whether what is graded and unchanged is graded again.
        dry: whether nothing is written.
    """

    assignment: Assignment
    out: Path
    isolation: Isolation
    workers: int
    force: bool = False
    dry: bool = False


def grade_class(run: ClassRun, sources: Sequence[Source], tell: Callable[[Graded], None]) -> None:
    """Grade submissions and write each result as soon as there is one.

    Args:
        tell: called with each result, in the order in which they become known, and before the one
            that stands in its file is overwritten.

    Raises:
        UsageError: the results folder cannot be written, or the assignment cannot be used.
    """
    started = time.time()
    store = Store(run.out)
    if not run.dry:
        store.prepare()
    known = _KnownResults(run, store)
    names = dict(zip(sources, result_names(sources), strict=True))
    pending: list[Source] = []
    for source in sources:
        result = known.unchanged(names[source], source)
        if result is None:
            pending.append(source)
        else:
            tell(Graded(names[source], result, anew=False))
    # Read one by one, when their turn comes: a class is larger than what is held in memory.
    tasks = (_Task(names[source], source, known.earlier(names[source], source)) for source in pending)
    exercises = 0
    with closing(_outcomes(run, known, tasks, len(pending))) as outcomes:
        for task, outcome in outcomes:
            graded, note = _graded(known.basis, task, outcome)
            tell(graded)
            if not run.dry:
                store.keep(task.name, outcome.result, note)
            exercises += outcome.exercises
    if not run.dry:
        about = _about(run, time.time() - started)
        counts = {
            "submissions": len(sources),
            "graded_in_this_run": len(pending),
            "exercises_graded": exercises,
        }
        store.write_json("run.json", {**about, **counts})


def frame_of(run: ClassRun, sources: Sequence[Source]) -> Frame:
    """What marks by hand must fit into: submissions of this run, and those graded before.

    Raises:
        UsageError: the assignment cannot be used.
    """
    found = zip(result_names(sources), (in_unicode(source.name) for source in sources), strict=True)
    submissions = {**Store(run.out).submissions(run.assignment.name), **dict(found)}
    return Frame(worker.points_of(run.assignment, run.isolation), submissions)


@dataclass(frozen=True)
class _Task:
    """A submission to grade, the name of its result file, and the result that stands there."""

    name: str
    source: Source
    earlier: Earlier | None


class _KnownResults:
    """What stands in the results folder, and whether it still holds."""

    def __init__(self, run: ClassRun, store: Store) -> None:
        self._run = run
        self._store = store
        self.basis = Basis.of(run.assignment)

    def unchanged(self, name: str, source: Source) -> dict[str, Any] | None:
        """The result of a submission that need not be graded again."""
        note = None if self._run.force else self._store.note(name)
        if note is None or note.basis != self.basis:
            return None
        if note.submission != worker.digest_of(source, self._run.assignment):
            return None
        earlier = self.earlier(name, source)
        return earlier.result if earlier is not None and earlier.note == note else None

    def earlier(self, name: str, source: Source) -> Earlier | None:
        """The result that a submission has, however it came about."""
        earlier = self._store.earlier(name)
        own = (self._run.assignment.name, in_unicode(source.name))
        if earlier is None or (earlier.result["assignment"], earlier.result["submission"]) != own:
            return None
        return earlier

    def job(self, task: _Task) -> Job:
        """What a worker needs to grade a submission, and to grade no more of it than it must."""
        note = task.earlier.note if task.earlier is not None else None
        if self._run.force or task.earlier is None or note is None:
            return Job(task.source, None)
        unchanged = self.basis.unchanged_since(note.basis, self._run.assignment.modules)
        if not unchanged:
            return Job(task.source, None)
        return Job(task.source, Known(note.submission, task.earlier.result["exercises"], unchanged))


def _graded(basis: Basis, task: _Task, outcome: Outcome) -> tuple[Graded, Note | None]:
    result = json.loads(outcome.result)
    note = Note(basis, outcome.digest) if outcome.digest is not None else None
    earlier = task.earlier if task.earlier is not None and task.earlier.has_mark else None
    change = change_of(task.name, earlier, result, note) if earlier is not None else None
    return Graded(task.name, result, anew=True, first=earlier is None, change=change), note


def _outcomes(
    run: ClassRun, known: _KnownResults, tasks: Iterable[_Task], number: int
) -> Generator[tuple[_Task, Outcome]]:
    workers = min(run.workers, number)
    if workers <= 1:
        with worker.grading(run.assignment, run.isolation) as grade:
            for task in tasks:
                yield task, grade(known.job(task))
        return
    with _pool(run, workers) as pool:
        try:
            yield from _in_parallel(pool, known, tasks, AHEAD * workers)
        except BrokenProcessPool:
            raise UsageError(
                "a grading process was ended from outside; what is graded is kept: run the same command again"
            ) from None


def _in_parallel(
    pool: Executor, known: _KnownResults, tasks: Iterable[_Task], ahead: int
) -> Iterator[tuple[_Task, Outcome]]:
    waiting = iter(tasks)
    running: dict[Future[Outcome], _Task] = {}
    while True:
        for task in waiting:
            running[pool.submit(worker.grade, known.job(task))] = task
            if len(running) >= ahead:
                break
        if not running:
            return
        done, _running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield running.pop(future), future.result()


@contextmanager
def _pool(run: ClassRun, workers: int) -> Iterator[Executor]:
    # Spawned, not forked: a worker has a thread of its own, and forking beside threads may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, worker.start, (run.assignment, run.isolation)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _about(run: ClassRun, seconds: float) -> dict[str, Any]:
    import torch

    return {
        "assignment": run.assignment.name,
        "engine": __version__,
        "torch": torch.__version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "processors": os.cpu_count(),
        "workers": run.workers,
        "isolation": {
            "on": [name for name in LAYERS if run.isolation.has(name)],
            "off": dict(run.isolation.off),
        },
        "seconds": round(seconds, 2),
    }
