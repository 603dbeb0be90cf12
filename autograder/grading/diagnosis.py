"""Recognises misconceptions in what a student's exercise did in its tests.

Misconceptions run as students do: the module replaces the reference, and the tests run on it in a
process of its own, once per session. A test stops at its first failure, so modules that do the same
make the same calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..results import Misconception, Status
from ..sandbox.task import Files
from ..testing.behaviour import Behaviour, TestBehaviour, marked
from ..testing.recognising import Account, KnownMistake, Match, compare, recognise
from .families import numbers_in
from .misconceptions import (
    Variant,
    WrongModule,
    hints_of,
    misconceptions_of,
    variants_of,
    variants_with,
)
from .rehearsal import Rehearsal
from .running import ExerciseRun, ExerciseRunner
from .scripts import digest_of

ANSWERED = frozenset({Status.PASSED, Status.FAILED, Status.ERROR, Status.MISSING, Status.NOT_REACHED})
"""The statuses of an exercise whose process neither died nor ran out of time."""

OTHERS_MOST = 500
"""How many variants with students' own numbers are kept: a class that writes the same pays once."""


RECOGNISED_MOST = 5_000
"""Wrong exercises whose misconceptions are remembered, by their answers and numbers."""


@dataclass
class _Candidate:
    """A misconception and its behaviour as far as known: tests run only until they rule it out."""

    variant: Variant
    behaviour: dict[str, TestBehaviour] = field(default_factory=dict)
    is_complete: bool = False

    @property
    def known(self) -> KnownMistake:
        return KnownMistake(frozenset(self.variant.wrong.names), self.behaviour)


class Diagnosis:
    """Recognises the misconceptions of an assignment.

    Args:
        runner: runs the tests.
        rehearsal: tells what is right.
    """

    def __init__(self, runner: ExerciseRunner, rehearsal: Rehearsal) -> None:
        # A wrong value does not hide everything: whether the function loops, say, still shows.
        self._runner = runner.on(runner.plan.each_alone())
        self._rehearsal = rehearsal
        self._references: Files = runner.assignment.references()
        self._misconceptions: dict[str, tuple[WrongModule, ...]] = {}
        self._listed: dict[str, list[_Candidate]] = {}
        self._others: dict[tuple[str, str, str], _Candidate] = {}
        self._known: dict[str, Mapping[bytes, Behaviour]] = {}
        self._also_right: dict[str, list[Behaviour]] = {}
        self._recognised_before: dict[tuple[str, bytes, tuple[float, ...]], tuple[Misconception, ...]] = {}

    def recognise(self, module: str, run: ExerciseRun) -> tuple[Misconception, ...]:
        """The misconceptions that account for what an exercise did, sorted by name.

        Args:
            module: the exercise.
            run: what it did in its tests.

        Raises:
            UsageError: the assignment's misconceptions cannot be used.
            GraderFault: the grader failed.
        """
        if not self._misconceptions_of(module):
            return ()
        source = run.files.get(f"{module}.py", b"")
        if run.answers is None:
            return self.account_for(self._all_seen(module, run), module, source)
        key = module, digest_of(run.answers), numbers_in(source)
        if key not in self._recognised_before:
            if len(self._recognised_before) >= RECOGNISED_MOST:
                self._recognised_before.clear()
            seen = self._all_seen(module, run)
            self._recognised_before[key] = self.account_for(seen, module, source)
        return self._recognised_before[key]

    def know(self, module: str, behaviours: Mapping[bytes, Behaviour]) -> None:
        """Take over what modules do, so that they need not run.

        Args:
            module: the exercise.
            behaviours: what misconceptions and alternatives did in all its tests, each test run even if the
                one that it builds on failed, by their text.
        """
        self._known[module] = behaviours

    def account_for(self, behaviour: Behaviour, module: str, source: bytes) -> tuple[Misconception, ...]:
        """The misconceptions that account for what a module did, sorted by name.

        Args:
            behaviour: what it did in the tests of its exercise.
            module: the exercise.
            source: the module's text.

        Raises:
            UsageError: the assignment's misconceptions cannot be used.
            GraderFault: the grader failed.
        """
        hints = {wrong.name: wrong.hint for wrong in self._misconceptions_of(module)}
        seen = self._marked(behaviour, module)
        wrong = self._wrong(seen, module)
        if not wrong:
            return ()
        single = [candidate for candidate in self._candidates(module) if candidate.variant.is_plain]
        plain = self._recognised(seen, module, wrong, single)
        found = {function: best for function, best in plain.items() if best.is_plain}
        # The rest costs more and is rarely needed.
        for other_seen, candidates in self._further(seen, module, numbers_in(source)):
            if not (unnamed := wrong - found.keys()):
                break
            found = {**self._recognised(other_seen, module, unnamed, candidates), **found}
        # A setting left switched affects the rest of the file, where it looks like another mistake.
        if any(test.switching() - found.keys() for test in seen.values()):
            return ()
        names = frozenset().union(*(best.names for best in found.values()))
        return tuple(Misconception(name, hints[name]) for name in sorted(names))

    def _further(
        self, seen: Behaviour, module: str, numbers: Sequence[float]
    ) -> Iterator[tuple[Behaviour, list[_Candidate]]]:
        """What was seen and the candidates to compare it with, step by step.

        The first step tries mistakes with numbers of the student's file, and several at once; the second
        also accepts what alternatives do as right. Other numbers are not tried: there are many, and
        whoever makes the mistake writes its number down.
        """
        candidates = [
            *(each for each in self._candidates(module) if each.variant.may_be_made_with(numbers)),
            *self._candidates_with(numbers, module),
        ]
        yield seen, candidates
        yield self._marked(seen, module, self._also_right_behaviours(module)), candidates

    def _misconceptions_of(self, module: str) -> tuple[WrongModule, ...]:
        """The misconceptions of an exercise that have a hint."""
        if module not in self._misconceptions:
            listed = misconceptions_of(self._runner.assignment, module)
            hints = hints_of(listed)
            self._misconceptions[module] = tuple(wrong for wrong in listed if wrong.name in hints)
        return self._misconceptions[module]

    def _all_seen(self, module: str, run: ExerciseRun) -> Behaviour:
        """What an exercise did, in the tests not reached, too."""
        behaviour = run.behaviour() if run.answers is None else self._runner.behaviour_by(module, run.answers)
        answered = all(result.status in ANSWERED for result in run.results)
        if answered and len(behaviour) < len(run.tests):
            rest = self._runner.run(module, run.files, run.replaced, leaving_out=behaviour)
            behaviour = {**behaviour, **rest.behaviour()}
        return behaviour

    def _marked(
        self, seen: Behaviour, module: str, also_right: Sequence[Behaviour] = ()
    ) -> dict[str, TestBehaviour]:
        right = self._right_behaviour(module)
        return {
            name: marked(test, right[name], [alternative[name] for alternative in also_right])
            for name, test in seen.items()
        }

    def _wrong(self, seen: Behaviour, module: str) -> frozenset[str]:
        """The functions that did something wrong, and answered every call of some test."""
        wrong = frozenset().union(*(test.wrong() for test in seen.values()))
        return wrong & frozenset().union(*(test.answered() for test in seen.values()))

    def _right_behaviour(self, module: str) -> Behaviour:
        return self._rehearsal.right(module)

    def _also_right_behaviours(self, module: str) -> list[Behaviour]:
        if module not in self._also_right:
            paths = sorted((self._runner.assignment.alternatives / module).glob("*.py"))
            self._also_right[module] = [self._behaviour(module, path.read_bytes()) for path in paths]
        return self._also_right[module]

    def _behaviour(self, module: str, source: bytes) -> Behaviour:
        known = self._known.get(module, {}).get(source)
        return known or self._runner.behaviour(module, self._with_references(module, source))

    def _with_references(self, module: str, source: bytes) -> Files:
        return {**self._references, f"{module}.py": source}

    def _candidates(self, module: str) -> list[_Candidate]:
        if module not in self._listed:
            misconceptions = self._misconceptions_of(module)
            self._listed[module] = [
                _Candidate(variant) for wrong in misconceptions for variant in variants_of(wrong)
            ]
        return self._listed[module]

    def _candidates_with(self, numbers: Sequence[float], module: str) -> Iterator[_Candidate]:
        if len(self._others) > OTHERS_MOST:
            self._others.clear()
        for wrong in self._misconceptions_of(module):
            for variant in variants_with(wrong, numbers):
                key = module, wrong.name, variant.other
                yield self._others.setdefault(key, _Candidate(variant))

    def _recognised(
        self, seen: Behaviour, module: str, wrong: frozenset[str], candidates: Sequence[_Candidate]
    ) -> dict[str, Account]:
        possible = [each for each in candidates if self._may_be_part(each, module, seen, wrong)]
        return recognise(seen, [candidate.known for candidate in possible])

    def _may_be_part(
        self, candidate: _Candidate, module: str, seen: Behaviour, wrong: frozenset[str]
    ) -> bool:
        """Whether a misconception can be a cause of what was seen; if so, its behaviour is then complete.

        Args:
            wrong: the functions that were seen to be wrong.
        """
        possible = _possible(candidate, wrong, seen)
        if candidate.is_complete or not possible:
            return possible
        source = candidate.variant.source
        if (known := self._known.get(module, {}).get(source)) is not None:
            candidate.behaviour = self._marked(known, module)
            candidate.is_complete = True
            return _possible(candidate, wrong, seen)
        right = self._right_behaviour(module)
        with self._runner.one_by_one(module, self._with_references(module, source)) as runs:
            for run in runs:
                name = run.result.test.name
                candidate.behaviour[name] = marked(run.behaviour(), right[name])
                if not _possible(candidate, wrong, seen):
                    return False
        candidate.is_complete = True
        return True


def _possible(candidate: _Candidate, wrong: frozenset[str], seen: Behaviour) -> bool:
    """Whether a misconception, as far as it is known, can be a cause of what was seen.

    Args:
        wrong: the functions that were seen to be wrong.
    """
    functions = wrong.union(*(test.functions() for test in seen.values()))
    compared = {function: compare(candidate.known, function, seen) for function in functions}
    # Several at once are of use only as a whole: for a part, each single mistake has its own file.
    if candidate.variant.wrong.is_several and not all(match.may_be_part for match in compared.values()):
        return False
    to_come = [test for name, test in seen.items() if name not in candidate.behaviour]
    return any(_may_still_show(compared[function], function, to_come) for function in wrong)


def _may_still_show(compared: Match, function: str, to_come: Sequence[TestBehaviour]) -> bool:
    """Whether a misconception shows in what a function did, or still may.

    Args:
        to_come: what was seen in the tests that the misconception has not run yet.
    """
    if not compared.may_be_part or compared.shows:
        return compared.may_be_part
    calls = [call for test in to_come for call in test.of(function)]
    # A mistake hidden once needs a call that shows more than an exception.
    return any(call.wrong and not call.raised for call in calls) if compared.is_hidden else bool(calls)
