"""Tries the tests of an assignment on all its cases."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed

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
from .trying import Tried

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
        outcomes = list(_tried(pool, first_cases(assignment)))
        number = len(outcomes) + len(others)
        progress(len(outcomes), number)
        for tried in _tried(pool, imported_later(others, _later(assignment, outcomes))):
            outcomes.append(tried)
            progress(len(outcomes), number)
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


def _later(assignment: Assignment, references: Sequence[Tried]) -> dict[str, tuple[str, ...]]:
    """For each exercise, the exercises that import it in their references, directly or through another."""
    importing = {reference.case.module: reference.imported for reference in references}
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


def _tried(pool: Pool, cases: Sequence[Case]) -> Iterator[Tried]:
    # The longest first, so that no worker is left with a long one at the end.
    running = [pool.submit(trying.attempt, case) for case in sorted(cases, key=lambda case: -len(case.later))]
    try:
        for future in as_completed(running):
            yield future.result()
    except pool.lost:
        pool.replace()
        raise UsageError(
            "a process of the proof was ended from outside; run the same command again"
        ) from None
