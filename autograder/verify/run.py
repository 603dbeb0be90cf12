"""Tries the tests of an assignment on everything that stands behind them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from contextlib import contextmanager

from ..classroom.pool import Pool
from ..course import Assignment
from ..errors import UsageError
from ..grading.misconceptions import misconceptions_of
from ..sandbox.isolation import Isolation
from . import trying
from .cases import Case, CaseKind, first_cases, imported_later, other_cases
from .equivalents import Equivalent, equivalents_of
from .layout import astray
from .proof import ExerciseProof, Proof, margins_of
from .shortfalls import refused_releases, shortfalls_of
from .trying import Tried

Progress = Callable[[int, int], None]
"""Called with how many cases are done, and how many there are."""


def prove(assignment: Assignment, isolation: Isolation, workers: int, progress: Progress) -> Proof:
    """Try the tests of an assignment on references, stubs, alternatives, misconceptions and mutants.

    Raises:
        UsageError: the assignment cannot be used.
        GraderFault: the grader failed.
    """
    started = time.monotonic()
    equivalents, others = equivalents_of(assignment), other_cases(assignment)
    with _pool(assignment, isolation, workers) as pool:
        unreleasable = pool.submit(trying.release)
        every = list(_tried(pool, first_cases(assignment)))
        number = len(every) + len(others)
        progress(len(every), number)
        for tried in _tried(pool, imported_later(others, _later(assignment, every))):
            every.append(tried)
            progress(len(every), number)
        reasons = unreleasable.result()
    every.sort(key=lambda one: one.case.place)
    exercises = tuple(_exercise(assignment, module, every, equivalents) for module in assignment.modules)
    used = {one for exercise in exercises for one in exercise.equivalents}
    shortfalls = [
        *astray(assignment),
        *refused_releases(reasons),
        *shortfalls_of(exercises, [one for one in equivalents if one not in used]),
    ]
    return Proof(assignment, exercises, tuple(shortfalls), time.monotonic() - started)


def _later(assignment: Assignment, references: Sequence[Tried]) -> dict[str, tuple[str, ...]]:
    """For each exercise, those whose references import it, themselves or by another one."""
    importing = {one.case.module: one.imported for one in references}
    return {
        module: tuple(other for other in assignment.modules if other != module and module in importing[other])
        for module in assignment.modules
    }


def _exercise(
    assignment: Assignment, module: str, every: Sequence[Tried], equivalents: Sequence[Equivalent]
) -> ExerciseProof:
    tried = tuple(one for one in every if one.case.module == module)
    mutants = [(one.case.mutant, one) for one in tried if one.case.mutant is not None]
    reference = next(one for one in tried if one.case.kind is CaseKind.REFERENCE)
    return ExerciseProof(
        module,
        reference.tests,
        tried,
        misconceptions_of(assignment, module),
        tuple(mutants),
        tuple(one for one in equivalents if any(one.is_(mutant) for mutant, _ in mutants)),
        margins_of(tried),
    )


def _tried(pool: Pool, cases: Sequence[Case]) -> Iterator[Tried]:
    # Those that take longest first, so that no worker is left with one of them at the end.
    running = [pool.submit(trying.attempt, case) for case in sorted(cases, key=lambda case: -len(case.later))]
    try:
        for future in as_completed(running):
            yield future.result()
    except pool.lost:
        pool.replace()
        raise UsageError(
            "a process of the proof was ended from outside; run the same command again"
        ) from None


@contextmanager
def _pool(assignment: Assignment, isolation: Isolation, workers: int) -> Iterator[Pool]:
    pool = Pool(workers, trying.start, (assignment, isolation), threads=True)
    try:
        yield pool
    except BaseException:
        pool.abandon()
        raise
    pool.close()
