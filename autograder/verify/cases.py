"""The modules on which `verify` tries the tests of an assignment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from ..course import Assignment
from ..errors import UsageError
from ..grading.misconceptions import Variant, misconceptions_of, variants_of
from ..release.stubs import stub
from .idle import idle_modules
from .mutants import Mutant, mutants_of


class CaseKind(StrEnum):
    """What a module is, which decides the marks that it should get."""

    REFERENCE = "reference"
    STUB = "stub"
    IDLE = "idle module"
    ALTERNATIVE = "alternative"
    MISCONCEPTION = "misconception"
    VARIANT = "variant"
    MUTANT = "mutant"

    @property
    def is_right(self) -> bool:
        return self in (CaseKind.REFERENCE, CaseKind.ALTERNATIVE)


@dataclass(frozen=True)
class Case:
    """A module in place of its exercise's reference; the other exercises keep theirs.

    Attributes:
        kind: what it is.
        module: the exercise.
        name: tells it from others of its kind in this exercise.
        source: the module's text.
        later: exercises whose references import this one.
        mistakes: the names of its mistakes, if it is a misconception or a variant of one.
        mutant: the mutant, if it is one.
    """

    kind: CaseKind
    module: str
    name: str
    source: bytes
    later: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    mutant: Mutant | None = None

    @property
    def place(self) -> tuple[str, int, str]:
        """Its sort key among all cases: mutants from top to bottom, others by name."""
        return self.kind, self.mutant.line if self.mutant is not None else 0, self.name

    @property
    def shown(self) -> str:
        """Its name in sentences."""
        if self.kind in (CaseKind.ALTERNATIVE, CaseKind.MISCONCEPTION):
            return f"{self.kind}s/{self.module}/{self.name}.py"
        if self.kind is CaseKind.VARIANT:
            return f"{CaseKind.MISCONCEPTION}s/{self.module}/{self.name}"
        named = self.kind in (CaseKind.IDLE, CaseKind.MUTANT)
        return f"the {self.kind} of {self.module}" + (f": {self.name}" if named else "")


def first_cases(assignment: Assignment) -> list[Case]:
    """The references: they also tell which exercise imports which."""
    return [
        Case(CaseKind.REFERENCE, module, module, assignment.reference(module).read_bytes())
        for module in assignment.modules
    ]


def other_cases(assignment: Assignment) -> list[Case]:
    """All but the references.

    Raises:
        UsageError: a file does not parse or cannot be read, or a reference has no region to fill in.
    """
    cases = []
    for module in assignment.modules:
        cases.append(Case(CaseKind.STUB, module, module, stub(assignment.reference(module)).encode()))
        for name, source in idle_modules(assignment.reference(module)):
            cases.append(Case(CaseKind.IDLE, module, name, source.encode()))
        for path in sorted((assignment.alternatives / module).glob("*.py")):
            cases.append(Case(CaseKind.ALTERNATIVE, module, path.stem, _content(path)))
        for wrong in misconceptions_of(assignment, module):
            # Each value of a family once, where the mistake stands alone: combinations show nothing new.
            most = 0 if wrong.is_several else 1
            cases += [_wrong_case(variant) for variant in variants_of(wrong) if variant.differs_in <= most]
        for mutant in mutants_of(assignment.reference(module)):
            cases.append(Case(CaseKind.MUTANT, module, mutant.name, mutant.source.encode(), mutant=mutant))
    return cases


def imported_later(cases: Iterable[Case], later: Mapping[str, tuple[str, ...]]) -> list[Case]:
    """Cases with the later exercises that their module must not harm.

    Args:
        cases: only alternatives are tried there, and misconceptions that stand alone.
        later: for each exercise, those whose references import it.
    """
    return [replace(case, later=later[case.module]) if _is_tried_later(case) else case for case in cases]


def _is_tried_later(case: Case) -> bool:
    alone = case.kind is CaseKind.MISCONCEPTION and len(case.mistakes) == 1
    return alone or case.kind is CaseKind.ALTERNATIVE


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


def _wrong_case(variant: Variant) -> Case:
    wrong = variant.wrong
    if not variant.other:
        return Case(CaseKind.MISCONCEPTION, wrong.module, wrong.name, variant.source, mistakes=wrong.names)
    name = f"{wrong.name}.py with {variant.other}"
    return Case(CaseKind.VARIANT, wrong.module, name, variant.source, mistakes=wrong.names)
