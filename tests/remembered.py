"""All modules that `verify` tries get the same result with remembered verdicts and without, in any order."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator

from autograder.course import Assignment, find_assignment
from autograder.grading.scripts import Memory
from autograder.results import ExerciseResult
from autograder.verify.cases import Case, first_cases, other_cases

from .harness import ROOT
from .test_scripts import Module, marked, session_of

ASSIGNMENTS = ("bigram_counts", "bigram_net")
SEED = 2147483647


def main() -> int:
    differing = [name for name in ASSIGNMENTS if differs(find_assignment(name, ROOT))]
    return 1 if differing else 0


def differs(assignment: Assignment) -> bool:
    """Tell which modules get another result, and how many there are."""
    cases = [*first_cases(assignment), *other_cases(assignment)]
    shuffled = list(range(len(cases)))
    random.Random(SEED).shuffle(shuffled)
    anew = list(results(assignment, Memory(most=0), cases))
    remembered = results(assignment, Memory(), (cases[at] for at in shuffled))
    others = [cases[at] for at, result in zip(shuffled, remembered, strict=True) if result != anew[at]]
    for case in others:
        print(f"{assignment.name}: {case.shown} gets another result")
    print(f"{assignment.name}: {len(cases) - len(others)} of {len(cases)} modules get the same result")
    return bool(others)


def results(assignment: Assignment, memory: Memory, cases: Iterable[Case]) -> Iterator[ExerciseResult]:
    """The results of modules, one after the other, in one session with this memory of verdicts."""
    with session_of(assignment, memory) as session:
        for case in cases:
            yield marked(session, Module(case.module, case.source))


if __name__ == "__main__":
    sys.exit(main())
