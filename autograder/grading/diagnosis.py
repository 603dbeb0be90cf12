"""Recognises misconceptions in what a student's exercise did in its tests.

What a misconception does is found out as for a student: its module takes the place of the
reference, and the tests run on it in a process of its own, once in a session. A test stops at the
first thing that is wrong, so those that do the same make the same calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
"""Variants with a student's own numbers that are kept, so that a class that writes the same pays once."""


RECOGNISED_MOST = 5_000
"""Wrong exercises whose misconceptions are remembered, by their answers and numbers."""


@dataclass
class _Candidate:
    """A misconception and what is known of its behaviour so far: tests run only until they tell."""

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
        # Whether a function loops, say, can be seen where its value is wrong, too.
        self._runner = runner.on(runner.plan.each_alone())
        self._rehearsal = rehearsal
        self._references: Files = runner.assignment.references()
        self._misconceptions: dict[str, tuple[WrongModule, ...]] = {}
        self._listed: dict[str, list[_Candidate]] = {}
        self._others: dict[tuple[str, str, str], _Candidate] = {}
        self._also_right: dict[str, list[Behaviour]] = {}
        self._recognised_before: dict[tuple[str, bytes, tuple[float, ...]], tuple[Misconception, ...]] = {}

    def recognise(self, module: str, run: ExerciseRun) -> tuple[Misconception, ...]:
        """The misconceptions that account for what an exercise did, by name.

        Raises:
            UsageError: the assignment's misconceptions cannot be used.
            GraderFault: the grader failed.
        """
        if run.answers is None:
            return self._recognise(module, run)
        key = module, digest_of(run.answers), numbers_in(run.files.get(f"{module}.py", b""))
        if key not in self._recognised_before:
            if len(self._recognised_before) >= RECOGNISED_MOST:
                self._recognised_before.clear()
            self._recognised_before[key] = self._recognise(module, run)
        return self._recognised_before[key]

    def _recognise(self, module: str, run: ExerciseRun) -> tuple[Misconception, ...]:
        hints = {wrong.name: wrong.hint for wrong in self._misconceptions_of(module)}
        seen = self._all_seen(module, run) if hints else {}
        wrong = self._wrong(seen, module)
        if not wrong:
            return ()
        every = self._candidates(module)
        plain = self._recognised(seen, module, wrong, [one for one in every if one.variant.is_plain])
        found = {function: best for function, best in plain.items() if best.is_plain}
        # The rest is dearer, and needed more rarely.
        for other_seen, candidates in self._further(seen, module, run):
            if not (unnamed := wrong - found.keys()):
                break
            found = {**self._recognised(other_seen, module, unnamed, candidates), **found}
        # What is left switched goes on in the rest of the file, where it looks like a mistake of its own.
        if any(test.switching() - found.keys() for test in seen.values()):
            return ()
        names = frozenset().union(*(best.names for best in found.values()))
        return tuple(Misconception(name, hints[name]) for name in sorted(names))

    def _further(
        self, seen: Behaviour, module: str, run: ExerciseRun
    ) -> Iterator[tuple[Behaviour, list[_Candidate]]]:
        """What was seen, and what it is to be compared with, step by step.

        First come mistakes made with numbers that stand in the student's file, and several at once; then
        also what is right in other ways than the reference. Other numbers are not tried: there are many,
        and who makes the mistake writes its number down.
        """
        numbers = numbers_in(run.files.get(f"{module}.py", b""))
        listed = [one for one in self._candidates(module) if one.variant.may_be_made_with(numbers)]
        candidates = [*listed, *self._candidates_with(numbers, module)]
        yield seen, candidates
        yield self._marked(seen, module, self._also_right_behaviours(module)), candidates

    def _misconceptions_of(self, module: str) -> tuple[WrongModule, ...]:
        """Those of which there is something to tell a student."""
        if module not in self._misconceptions:
            every = misconceptions_of(self._runner.assignment, module)
            hints = hints_of(every)
            self._misconceptions[module] = tuple(wrong for wrong in every if wrong.name in hints)
        return self._misconceptions[module]

    def _all_seen(self, module: str, run: ExerciseRun) -> Behaviour:
        """What an exercise did, also in the tests that were not reached."""
        statuses = {result.status for result in run.results}
        if run.answers is not None and (seen := self._runner.behaviour_by(module, run.answers)) is not None:
            return self._marked(seen, module)
        reached = {result.test.name for result in run.results if result.status is not Status.NOT_REACHED}
        behaviour = run.behaviour()
        if Status.NOT_REACHED in statuses and statuses <= ANSWERED:
            rest = self._runner.run(module, run.files, run.replaced, leaving_out=reached)
            behaviour = {**behaviour, **rest.behaviour()}
        return self._marked(behaviour, module)

    def _marked(self, seen: Behaviour, module: str, also_right: Sequence[Behaviour] = ()) -> Behaviour:
        right = self._right_behaviour(module)
        return {
            name: marked(test, right[name], [other[name] for other in also_right])
            for name, test in seen.items()
        }

    def _wrong(self, seen: Behaviour, module: str) -> frozenset[str]:
        """The functions that did something wrong and gave an answer wherever a test called them."""
        wrong = frozenset().union(*(test.wrong() for test in seen.values()))
        return wrong & frozenset().union(*(test.answered() for test in seen.values()))

    def _right_behaviour(self, module: str) -> Behaviour:
        return self._rehearsal.right(module)

    def _also_right_behaviours(self, module: str) -> list[Behaviour]:
        if module not in self._also_right:
            paths = sorted((self._runner.assignment.alternatives / module).glob("*.py"))
            sources = [path.read_bytes() for path in paths]
            self._also_right[module] = [self._run(module, source).behaviour() for source in sources]
        return self._also_right[module]

    def _run(self, module: str, source: bytes) -> ExerciseRun:
        return self._runner.run(module, {**self._references, f"{module}.py": source})

    def _candidates(self, module: str) -> list[_Candidate]:
        if module not in self._listed:
            every = self._misconceptions_of(module)
            self._listed[module] = [_Candidate(variant) for wrong in every for variant in variants_of(wrong)]
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
        possible = [one for one in candidates if self._may_be_part(one, module, seen, wrong)]
        return recognise(seen, [one.known for one in possible])

    def _may_be_part(
        self, candidate: _Candidate, module: str, seen: Behaviour, wrong: frozenset[str]
    ) -> bool:
        """Whether a misconception can be a reason of what was seen; if so, all that it does is known then.

        Args:
            wrong: the functions that are wrong in what was seen.
        """
        possible = _possible(candidate, wrong, seen)
        if candidate.is_complete or not possible:
            return possible
        files = {**self._references, f"{module}.py": candidate.variant.source}
        right = self._right_behaviour(module)
        with self._runner.one_by_one(module, files) as runs:
            for run in runs:
                name = run.result.test.name
                candidate.behaviour[name] = marked(run.behaviour(), right[name])
                if not _possible(candidate, wrong, seen):
                    return False
        candidate.is_complete = True
        return True


def _possible(candidate: _Candidate, wrong: frozenset[str], seen: Behaviour) -> bool:
    """Whether a misconception, by what is known of it, can be a reason of what was seen.

    Args:
        wrong: the functions that are wrong in what was seen.
    """
    functions = wrong.union(*(test.functions() for test in seen.values()))
    compared = {function: compare(candidate.known, function, seen) for function in functions}
    # Several at once are of use as a whole alone: in a part of it, each of them stands for itself.
    if candidate.variant.wrong.is_several and not all(one.may_be_part for one in compared.values()):
        return False
    to_come = [test for name, test in seen.items() if name not in candidate.behaviour]
    return any(_may_still_show(compared[function], function, to_come) for function in wrong)


def _may_still_show(compared: Match, function: str, to_come: Sequence[TestBehaviour]) -> bool:
    """Whether a misconception shows in what a function did, or may yet.

    Args:
        to_come: what was seen in the tests that it has still to be tried on.
    """
    if not compared.may_be_part or compared.shows:
        return compared.may_be_part
    calls = [call for test in to_come for call in test.of(function)]
    # What has once been hidden needs a call that shows more than an exception.
    return any(call.wrong and not call.raised for call in calls) if compared.is_hidden else bool(calls)
