"""Tries the tests of an assignment on all its cases."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from typing import TypeVar

from ..classroom.pool import Pool
from ..course import Assignment
from ..errors import UsageError
from ..grading.misconceptions import misconceptions_of
from ..sandbox.isolation import Isolation
from . import trying
from .cases import Case, CaseKind, first_cases, imported_later, other_cases
from .equivalents import Equivalent, equivalents_of
from .hidden import Hidden, hidden_of
from .layout import astray
from .proof import WHOLE, ExerciseProof, Proof, Scope, margins_of
from .shortfalls import hidden_share, refused_releases, shortfalls_of, unsteady_tests, without_hints
from .trying import Attempt, Tried

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called with the number of cases done, and the number of all."""


def prove(
    assignment: Assignment,
    isolation: Isolation,
    workers: int,
    progress: Progress,
    scope: Scope = WHOLE,
) -> Proof:
    """Try the tests of an assignment on references, stubs, idle modules and all other cases.

    Args:
        assignment: the assignment.
        isolation: the layers that cut the cases off.
        workers: how many processes try cases at once.
        progress: called after each case.
        scope: which cases are tried, besides the references.

    Raises:
        UsageError: the assignment cannot be used.
        GraderFault: the grader failed.
    """
    started = time.monotonic()
    equivalents, hidden = equivalents_of(assignment), hidden_of(assignment)
    others = [case for case in other_cases(assignment) if scope.holds_for(case)]
    with Pool(workers, trying.start, (assignment, isolation), threads=True) as pool:
        released = pool.submit(trying.release, _chosen(assignment, scope))
        rehearsed = pool.submit(trying.unsteady, _chosen(assignment, scope))
        attempts = list(_attempts(pool, first_cases(assignment)))
        number = len(attempts) + len(others)
        progress(len(attempts), number)
        for attempt in _attempts(pool, imported_later(others, _later(assignment, attempts))):
            attempts.append(attempt)
            progress(len(attempts), number)
        outcomes = list(_outcomes(pool, attempts, workers))
        students_get, unsteady = released.result(), rehearsed.result()
    outcomes.sort(key=lambda tried: tried.case.place)
    exercises = tuple(
        _exercise(assignment, module, outcomes, (equivalents, hidden), scope)
        for module in _chosen(assignment, scope)
    )
    used = {equivalent for exercise in exercises for equivalent in exercise.equivalents}
    unused = [listed for listed in equivalents if scope.is_whole and listed not in used]
    shortfalls = [
        *unsteady_tests(unsteady),
        *astray(assignment),
        *refused_releases(students_get.refused),
        *without_hints(students_get.unhinted),
        *shortfalls_of(exercises, unused),
        *hidden_share(exercises, hidden),
    ]
    return Proof(assignment, scope, exercises, tuple(shortfalls), time.monotonic() - started)


def _chosen(assignment: Assignment, scope: Scope) -> tuple[str, ...]:
    """The exercises that are proven."""
    return tuple(module for module in assignment.modules if not scope.only or module in scope.only)


def _later(assignment: Assignment, references: Sequence[Attempt]) -> dict[str, tuple[str, ...]]:
    """For each exercise, the exercises that import it in their references, directly or through another."""
    importing = {reference.tried.case.module: reference.tried.imported for reference in references}
    return {
        module: tuple(later for later in assignment.modules if later != module and module in importing[later])
        for module in assignment.modules
    }


def _exercise(
    assignment: Assignment,
    module: str,
    outcomes: Sequence[Tried],
    listed: tuple[Sequence[Equivalent], Sequence[Hidden]],
    scope: Scope,
) -> ExerciseProof:
    equivalents, hidden = listed
    tried = tuple(outcome for outcome in outcomes if outcome.case.module == module)
    mutants = [(outcome.case.mutant, outcome) for outcome in tried if outcome.case.mutant is not None]
    reference = next(outcome for outcome in tried if outcome.case.kind is CaseKind.REFERENCE)
    return ExerciseProof(
        module,
        reference.tests,
        tried,
        misconceptions_of(assignment, module),
        tuple(mutants),
        tuple(each for each in equivalents if any(each.is_(mutant) for mutant, _ in mutants)),
        tuple(each for each in hidden if each.module == module),
        margins_of(tried),
        scope.mutants,
    )


def _attempts(pool: Pool, cases: Sequence[Case]) -> Iterator[Attempt]:
    # The longest first, so that no worker is left with a long one at the end.
    longest_first = sorted(cases, key=lambda case: -len(case.later))
    return _done(pool, [pool.submit(trying.attempt, case) for case in longest_first])


def _outcomes(pool: Pool, attempts: Sequence[Attempt], workers: int) -> Iterator[Tried]:
    """The outcomes of attempts, in any order, with the misconceptions that are recognised in them."""
    yield from (attempt.tried for attempt in attempts if attempt.seen is None)
    naming = []
    for module in {attempt.tried.case.module for attempt in attempts}:
        own = [attempt for attempt in attempts if attempt.tried.case.module == module]
        unnamed = [attempt for attempt in own if attempt.seen is not None]
        behaviours = {
            attempt.tried.case.source: attempt.behaviour
            for attempt in own
            if attempt.tried.case.kind is not CaseKind.MUTANT
        }
        shares = [unnamed[first::workers] for first in range(workers)]
        naming += [pool.submit(trying.named, module, share, behaviours) for share in shares if share]
    for named in _done(pool, naming):
        yield from named


def _done(pool: Pool, jobs: Sequence[Future[T]]) -> Iterator[T]:
    try:
        for job in as_completed(jobs):
            yield job.result()
    except pool.lost:
        pool.replace()
        raise UsageError(
            "a process of the proof was ended from outside; run the same command again"
        ) from None
