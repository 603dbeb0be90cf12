"""The findings about an assignment's tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..course import Assignment
from ..grading.misconceptions import WrongModule
from ..results import Test
from ..testing.comparisons import Tolerance
from ..text import listed
from .cases import Case, CaseKind
from .equivalents import Equivalent
from .hidden import Hidden
from .mutants import KINDS, Mutant
from .trying import Tried


@dataclass(frozen=True)
class Shortfall:
    """Something that does not hold, and its repair."""

    where: str
    what: str
    repair: str


@dataclass(frozen=True)
class Margin:
    """How near right and wrong answers come to the tolerance of one comparison.

    Attributes:
        test: the name of its test.
        number: counts the comparisons of the test from 1.
        within: the tolerance.
        right: the largest error of a right answer, in tolerances; None if none was compared.
        wrong: the smallest error of a rejected answer, in tolerances; None if none is rejected.
        nearest: the wrong module that gave it.
    """

    test: str
    number: int
    within: Tolerance
    right: float | None
    wrong: float | None
    nearest: str | None


@dataclass(frozen=True)
class Scope:
    """What of an assignment a proof is about.

    Attributes:
        only: exercises; all, if empty.
        mutants: whether mutants are tried, which takes most of the time.
    """

    only: frozenset[str] = frozenset()
    mutants: bool = True

    @property
    def is_whole(self) -> bool:
        return self == WHOLE

    def holds_for(self, case: Case) -> bool:
        """Whether a case is tried."""
        within = not self.only or case.module in self.only
        return within and (self.mutants or case.kind is not CaseKind.MUTANT)

    def shown(self) -> str:
        """What a sentence adds to a proof that is not whole, in brackets; empty for a whole one."""
        parts = [f"only {listed(sorted(self.only))}"] if self.only else []
        parts += [] if self.mutants else ["no mutants"]
        return f" ({', '.join(parts)})" if parts else ""


WHOLE = Scope()


@dataclass(frozen=True)
class ExerciseProof:
    """The evidence for the tests of one exercise.

    Attributes:
        module: the exercise.
        tests: its tests, in order.
        tried: all modules that replaced the reference.
        misconceptions: as their files have them.
        mutants: in the order of their cases.
        equivalents: the mutants listed as equivalent.
        hidden: the misconceptions listed as caught by hidden tests alone.
        margins: of each comparison of numbers.
        with_mutants: whether mutants were tried.
    """

    module: str
    tests: tuple[Test, ...]
    tried: tuple[Tried, ...]
    misconceptions: tuple[WrongModule, ...]
    mutants: tuple[tuple[Mutant, Tried], ...]
    equivalents: tuple[Equivalent, ...]
    hidden: tuple[Hidden, ...]
    margins: tuple[Margin, ...]
    with_mutants: bool = True

    @property
    def size(self) -> int:
        """How many modules replaced the reference."""
        return len(self.tried)

    def of(self, kind: CaseKind) -> list[Tried]:
        return [tried for tried in self.tried if tried.case.kind is kind]

    @property
    def wrong(self) -> list[Tried]:
        return [*self.of(CaseKind.MISCONCEPTION), *self.of(CaseKind.VARIANT), *self.of(CaseKind.MUTANT)]

    def alone(self, test: str) -> list[Tried]:
        """The wrong modules that no other test catches."""
        return [wrong for wrong in self.wrong if wrong.caught_by == {test} and wrong.in_full]

    def idle(self) -> list[Test]:
        """The redundant tests: others catch all that they catch."""
        return [test for test in self.tests if not self.alone(test.name)]

    def known_mistakes(self) -> list[Tried]:
        """The misconceptions that stand alone and lose marks, as their files have them."""
        return [
            wrong
            for wrong in self.of(CaseKind.MISCONCEPTION)
            if len(wrong.case.mistakes) == 1 and not wrong.full
        ]

    def not_shown(self) -> list[Tried]:
        """Those of them that no public test shows to students; none where students get no test."""
        public = {test.name for test in self.tests if test.public}
        return [wrong for wrong in self.known_mistakes() if public and not wrong.caught_by & public]

    def is_equivalent(self, tried: Tried) -> bool:
        """Whether a mutant is listed as equivalent: no test can catch it."""
        return any(
            equivalent.is_(mutant)
            for mutant, outcome in self.mutants
            if outcome is tried
            for equivalent in self.equivalents
        )

    def survivors(self) -> list[tuple[Mutant, Tried]]:
        """The mutants that get full marks and are not listed as equivalent."""
        return [
            (mutant, tried) for mutant, tried in self.mutants if tried.full and not self.is_equivalent(tried)
        ]

    def margin_of(self, test: str) -> tuple[float | None, float | None]:
        """The largest right and the smallest wrong error in the comparisons of a test, in tolerances."""
        margins = [margin for margin in self.margins if margin.test == test]
        right = [margin.right for margin in margins if margin.right is not None]
        wrong = [margin.wrong for margin in margins if margin.wrong is not None]
        return max(right, default=None), min(wrong, default=None)


@dataclass(frozen=True)
class Proof:
    """The evidence for the tests of an assignment.

    Attributes:
        scope: what of it was tried.
    """

    assignment: Assignment
    scope: Scope
    exercises: tuple[ExerciseProof, ...]
    shortfalls: tuple[Shortfall, ...]
    seconds: float

    def mutants_by_kind(self) -> dict[str, int]:
        """How many mutants of each kind there are."""
        kinds = Counter(mutant.kind for exercise in self.exercises for mutant, _ in exercise.mutants)
        return {kind: kinds[kind] for kind in KINDS}

    @property
    def holds(self) -> bool:
        return not self.shortfalls


def margins_of(tried: Iterable[Tried]) -> tuple[Margin, ...]:
    """The margins of all comparisons of an exercise, sorted by test and comparison.

    Idle modules are left out: their answers are near or far by chance.

    Args:
        tried: all modules tried in the exercise.
    """
    found: dict[tuple[str, int], Margin] = {}
    for outcome in tried:
        if outcome.case.kind is CaseKind.IDLE:
            continue
        for comparison in outcome.comparisons:
            key = comparison.test, comparison.number
            margin = found.get(key, Margin(*key, comparison.within, None, None, None))
            found[key] = _with(margin, outcome, comparison.share)
    return tuple(found[key] for key in sorted(found))


def _with(margin: Margin, tried: Tried, share: float) -> Margin:
    right, wrong, nearest = margin.right, margin.wrong, margin.nearest
    if tried.case.kind.is_right:
        # A right module that loses marks is a shortfall of its own, whatever its numbers.
        right = max(share, right or 0.0) if tried.full else right
    # A variant's constant may lie arbitrarily near the right one.
    elif tried.case.kind is not CaseKind.VARIANT and share > 1 and (wrong is None or share < wrong):
        wrong, nearest = share, tried.case.shown
    return Margin(margin.test, margin.number, margin.within, right, wrong, nearest)
