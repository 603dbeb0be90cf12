"""Recognises misconceptions in what a student's exercise did in its tests.

What a misconception does is found out as for a student: its module takes the place of the
reference, and the tests run on it in a process of its own, once in a session. A test stops at the
first thing that is wrong, so those that do the same make the same calls.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from ..results import Misconception
from ..sandbox.task import Files
from ..testing.behaviour import Behaviour, TestBehaviour
from ..testing.recognising import MAY_BE_SHARED, Known, differing, footprint, recognise
from .misconceptions import WrongModule, misconceptions_of
from .rehearsal import Rehearsal
from .running import ExerciseRun, ExerciseRunner


@dataclass
class _Candidate:
    """A misconception and what is known of its behaviour so far: tests run only until they tell."""

    wrong: WrongModule
    behaviour: dict[str, TestBehaviour] = field(default_factory=dict)
    known: Known | None = None


class Diagnosis:
    """Recognises the misconceptions of an assignment.

    Args:
        runner: runs the tests.
        rehearsal: tells what is right.
    """

    def __init__(self, runner: ExerciseRunner, rehearsal: Rehearsal) -> None:
        self._runner = runner
        self._rehearsal = rehearsal
        self._references: Files = runner.assignment.references()
        self._candidates: dict[str, list[_Candidate]] = {}

    def recognise(self, module: str, run: ExerciseRun) -> tuple[Misconception, ...]:
        """The misconceptions that account for what an exercise did, by name.

        Raises:
            GraderFault: the grader failed.
        """
        seen = run.behaviour()
        candidates = self._candidates_of(module)
        answered = frozenset().union(*(test.answered() for test in seen.values()))
        if not candidates or not answered:
            return ()
        wrong = footprint(seen, self._right_behaviour(module)).keys() & answered
        known = [self._known(one, seen, wrong) for one in candidates] if wrong else []
        found = recognise(seen, [one for one in known if one is not None])
        return tuple(Misconception(one.name, one.hint) for one in found)

    def _candidates_of(self, module: str) -> list[_Candidate]:
        if module not in self._candidates:
            wrong = misconceptions_of(self._runner.assignment, module)
            self._candidates[module] = [_Candidate(one) for one in wrong if one.hint]
        return self._candidates[module]

    def _right_behaviour(self, module: str) -> Behaviour:
        return self._rehearsal.right(module)

    def _known(self, candidate: _Candidate, seen: Behaviour, functions: Set[str]) -> Known | None:
        """All that a misconception does; None if it can be no part of what was seen.

        Args:
            functions: those that are wrong in what was seen.
        """
        module = candidate.wrong.module
        right = self._right_behaviour(module)
        possible = set(functions)
        for name, test in candidate.behaviour.items():
            possible -= _excluded(test, seen[name], right[name])
        if candidate.known is not None or not possible:
            return candidate.known if possible else None
        files = {**self._references, f"{module}.py": candidate.wrong.path.read_bytes()}
        with self._runner.one_by_one(module, files) as runs:
            for run in runs:
                name = run.result.test.name
                candidate.behaviour[name] = run.behaviour()
                possible -= _excluded(candidate.behaviour[name], seen[name], right[name])
                if not possible:
                    return None
        wrong, behaviour = candidate.wrong, candidate.behaviour
        candidate.known = Known(wrong.name, wrong.hint, behaviour, footprint(behaviour, right))
        return candidate.known


def _excluded(candidate: TestBehaviour, seen: TestBehaviour, right: TestBehaviour) -> set[str]:
    """The functions of which a call shows neither what was seen nor what is right."""
    return {
        function
        for function in candidate.functions()
        for one, other, expected in zip(
            candidate.of(function), seen.of(function), right.of(function), strict=False
        )
        if (differing(one, other) & differing(one, expected)) - MAY_BE_SHARED
    }
