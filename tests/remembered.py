"""All modules that `verify` tries get the same result with remembered verdicts and without, in any order."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator

from autograder.course import Assignment, find_assignment
from autograder.grading.scripts import Memory
from autograder.grading.session import GradingSession
from autograder.grading.starting import started_zygote
from autograder.results import ExerciseResult
from autograder.sandbox.isolation import machine_isolation
from autograder.verify.cases import Case, first_cases, other_cases

from .harness import ROOT

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
    with GradingSession(assignment, started_zygote(assignment, machine_isolation()), memory) as session:
        session.rehearse()
        for case in cases:
            files = {**assignment.references(), f"{case.module}.py": case.source}
            yield session.do(
                lambda marking, module=case.module, files=files: marking.mark_exercise(module, files, ())  # type: ignore[misc]
            )


if __name__ == "__main__":
    sys.exit(main())
