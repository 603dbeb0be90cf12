"""Grades a class: what is new or changed, with as many workers as asked for."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import __version__
from ..course import Assignment
from ..errors import UsageError
from ..sandbox.isolation import LAYERS, Isolation
from ..submissions import Source
from . import worker
from .keys import engine_digest, result_key
from .store import Store, result_names
from .worker import Outcome

AHEAD = 2
"""Submissions handed out to each worker beforehand: none idles, and few are held in memory."""


@dataclass(frozen=True)
class Graded:
    """One submission's result, as it stands in its file.

    Attributes:
        file: the name of the file, without `.json`.
        result: what stands in it.
        anew: whether this run graded it.
    """

    file: str
    result: dict[str, Any]
    anew: bool


@dataclass(frozen=True)
class ClassRun:
    """How a class is graded.

    Attributes:
        out: the results folder.
        isolation: the layers that cut student code off.
        workers: processes that grade at the same time.
        force: whether what is graded and unchanged is graded again.
    """

    assignment: Assignment
    out: Path
    isolation: Isolation
    workers: int
    force: bool = False


def grade_class(run: ClassRun, sources: Sequence[Source], tell: Callable[[Graded], None]) -> None:
    """Grade submissions and write each result as soon as there is one.

    Args:
        tell: called with each result, in the order in which they become known.

    Raises:
        UsageError: the results folder cannot be written, or the assignment cannot be used.
    """
    started = time.time()
    store = Store(run.out)
    names = dict(zip(sources, result_names(sources), strict=True))
    seed = run.assignment.digest() + engine_digest()
    pending: list[Source] = []
    for source in sources:
        known = None if run.force else _known(store, names[source], source, run.assignment, seed)
        if known is None:
            pending.append(source)
        else:
            tell(Graded(names[source], json.loads(known), anew=False))
    for source, outcome in _outcomes(run, pending):
        key = result_key(seed, source.name, outcome.digest) if outcome.digest is not None else None
        store.keep(names[source], outcome.result, key)
        tell(Graded(names[source], json.loads(outcome.result), anew=True))
    store.write_json("run.json", _about(run, len(sources), len(pending), time.time() - started))


def _known(store: Store, name: str, source: Source, assignment: Assignment, seed: str) -> str | None:
    if not store.has_note(name):
        return None
    digest = worker.digest_of(source, assignment)
    return store.graded(name, result_key(seed, source.name, digest)) if digest is not None else None


def _outcomes(run: ClassRun, pending: Sequence[Source]) -> Iterator[tuple[Source, Outcome]]:
    workers = min(run.workers, len(pending))
    if workers <= 1:
        with worker.grading(run.assignment, run.isolation) as grade:
            for source in pending:
                yield source, grade(source)
        return
    with _pool(run, workers) as pool:
        try:
            yield from _in_parallel(pool, pending, AHEAD * workers)
        except BrokenProcessPool:
            raise UsageError(
                "a grading process was ended from outside; what is graded is kept: run the same command again"
            ) from None


def _in_parallel(pool: Executor, pending: Sequence[Source], ahead: int) -> Iterator[tuple[Source, Outcome]]:
    waiting = iter(pending)
    running: dict[Future[Outcome], Source] = {}
    while True:
        for source in waiting:
            running[pool.submit(worker.grade, source)] = source
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


def _about(run: ClassRun, submissions: int, graded: int, seconds: float) -> dict[str, Any]:
    import torch

    return {
        "assignment": run.assignment.name,
        "engine": __version__,
        "torch": torch.__version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "processors": os.cpu_count(),
        "workers": run.workers,
        "submissions": submissions,
        "graded_in_this_run": graded,
        "isolation": {
            "on": [name for name in LAYERS if run.isolation.has(name)],
            "off": dict(run.isolation.off),
        },
        "seconds": round(seconds, 2),
    }
