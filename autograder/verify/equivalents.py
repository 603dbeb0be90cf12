"""Mutants that no test can catch, listed by the author with an argument."""

from __future__ import annotations

from dataclasses import dataclass

from ..course import Assignment
from .listed import entries_in
from .mutants import Mutant, same_text

FILE = "equivalent_mutants.toml"


@dataclass(frozen=True)
class Equivalent:
    """A mutant that does the same as its reference wherever the exercise prescribes something."""

    module: str
    operator: str
    before: str
    after: str
    because: str

    def is_(self, mutant: Mutant) -> bool:
        return (
            (self.module, self.operator) == (mutant.module, mutant.operator)
            and same_text(self.before, mutant.before)
            and same_text(self.after, mutant.after)
        )

    @property
    def shown(self) -> str:
        return f"{self.module}, {self.operator}: {self.before!r} → {self.after!r}"


def equivalents_of(assignment: Assignment) -> tuple[Equivalent, ...]:
    """The listed equivalents; none if there is no file.

    Raises:
        UsageError: the file cannot be used; the message names the repair.
    """
    return entries_in(assignment.folder / FILE, "equivalent", Equivalent)
