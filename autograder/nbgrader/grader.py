"""Grades one submission after the other in a process apart, for as long as nbgrader runs."""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..classroom import worker
from ..course import Assignment, Digests, load_assignment
from ..errors import GraderFault
from ..sandbox.isolation import machine_isolation
from ..sandbox.isolation.refusals import refuse_exposed, refuse_unguarded
from ..submissions import Source


def grade(assignment: Assignment, student: str, folder: Path) -> dict[str, Any]:
    """The result of a submission, as `autograder grade` writes it.

    Args:
        folder: where the student's files lie.

    Raises:
        UsageError: the assignment cannot be used, or this machine does not isolate.
        GraderFault: the process that grades was ended from outside.
    """
    pool = _pool(assignment.folder, _frozen(assignment.digests()))
    try:
        outcome = pool.submit(worker.grade, worker.Job(Source(student, folder), None)).result()
    except BrokenProcessPool:
        _pool.cache_clear()
        raise GraderFault("the process that grades was ended from outside; run the command again") from None
    result: dict[str, Any] = json.loads(outcome.result)
    return result


# The formgrader's server runs for days and grades one submission at a time: the process stays, and
# another takes its place once a test has changed.
@lru_cache(maxsize=1)
def _pool(folder: Path, _state: tuple[object, ...]) -> ProcessPoolExecutor:
    assignment = load_assignment(folder)
    isolation = machine_isolation()
    refuse_unguarded(isolation)
    refuse_exposed(folder)
    # Spawned, not forked: nbgrader and the notebook server have threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, context, worker.start, (assignment, isolation))


def _frozen(digests: Digests) -> tuple[object, ...]:
    return (digests.shared, *digests.tests.items(), *digests.misconceptions.items())
