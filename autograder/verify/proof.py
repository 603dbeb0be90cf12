"""What was found about an assignment's tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..course import Assignment
from ..grading.misconceptions import WrongModule
from ..results import Test
from ..testing.comparisons import Tolerance
from .cases import CaseKind
from .equivalents import Equivalent
from .mutants import KINDS, Mutant
from .trying import Tried


@dataclass(frozen=True)
class Shortfall:
    """Something that does not hold, and what would mend it."""

    where: str
    what: str
    repair: str


@dataclass(frozen=True)
class Margin:
    """How near right and wrong answers come to the tolerance of one comparison.

    Attributes:
        right: the farthest that a right answer is off, as a share of what is allowed; None where no
            right answer was compared.
        wrong: the same of the nearest answer that it refuses; None where it refuses none.
        nearest: which wrong module that is.
    """

    test: str
    number: int
    within: Tolerance
    right: float | None
    wrong: float | None
    nearest: str | None


@dataclass(frozen=True)
class ExerciseProof:
    """What stands behind the tests of one exercise.

    Attributes:
        tests: in their order.
        tried: all modules that took the reference's place.
        misconceptions: as their files have them.
        mutants: in the order of their cases.
        equivalents: the listed ones among them.
        margins: of each comparison of numbers.
    """

    module: str
    tests: tuple[Test, ...]
    tried: tuple[Tried, ...]
    misconceptions: tuple[WrongModule, ...]
    mutants: tuple[tuple[Mutant, Tried], ...]
    equivalents: tuple[Equivalent, ...]
    margins: tuple[Margin, ...]

    @property
    def size(self) -> int:
        """How many modules took the reference's place."""
        return len(self.tried)

    def of(self, kind: CaseKind) -> list[Tried]:
        return [one for one in self.tried if one.case.kind is kind]

    @property
    def wrong(self) -> list[Tried]:
        return [*self.of(CaseKind.MISCONCEPTION), *self.of(CaseKind.VARIANT), *self.of(CaseKind.MUTANT)]

    def alone(self, test: str) -> list[Tried]:
        """The wrong modules that no other test catches."""
        return [one for one in self.wrong if one.caught_by == {test} and one.in_full]

    def idle(self) -> list[Test]:
        """The tests that catch nothing that no other test catches."""
        return [test for test in self.tests if not self.alone(test.name)]

    def is_equivalent(self, tried: Tried) -> bool:
        """Whether a mutant is listed as one that no test can catch."""
        return any(
            equivalent.is_(mutant)
            for mutant, one in self.mutants
            if one is tried
            for equivalent in self.equivalents
        )

    def survivors(self) -> list[tuple[Mutant, Tried]]:
        """The mutants that get full marks and are not listed as equivalent."""
        return [
            (mutant, tried) for mutant, tried in self.mutants if tried.full and not self.is_equivalent(tried)
        ]

    def margin_of(self, test: str) -> tuple[float | None, float | None]:
        """The farthest right and the nearest wrong answer in the comparisons of a test, as shares."""
        margins = [margin for margin in self.margins if margin.test == test]
        right = [margin.right for margin in margins if margin.right is not None]
        wrong = [margin.wrong for margin in margins if margin.wrong is not None]
        return max(right, default=None), min(wrong, default=None)


@dataclass(frozen=True)
class Proof:
    """What stands behind the tests of an assignment."""

    assignment: Assignment
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
    """The margins of all comparisons of an exercise, in the order of tests and comparisons.

    What idle modules give back is near or far by chance, and says nothing about a tolerance.
    """
    found: dict[tuple[str, int], Margin] = {}
    for one in tried:
        if one.case.kind is CaseKind.IDLE:
            continue
        for comparison in one.comparisons:
            key = comparison.test, comparison.number
            margin = found.get(key, Margin(*key, comparison.within, None, None, None))
            found[key] = _with(margin, one, comparison.share)
    return tuple(found[key] for key in sorted(found))


def _with(margin: Margin, tried: Tried, share: float) -> Margin:
    right, wrong, nearest = margin.right, margin.wrong, margin.nearest
    if tried.case.kind.is_right:
        # One that loses marks is told as such, whatever its numbers are.
        right = max(share, right or 0.0) if tried.full else right
    # Among the values of a constant, some are as near to what is right as one likes.
    elif tried.case.kind is not CaseKind.VARIANT and share > 1 and (wrong is None or share < wrong):
        wrong, nearest = share, tried.case.shown
    return Margin(margin.test, margin.number, margin.within, right, wrong, nearest)
