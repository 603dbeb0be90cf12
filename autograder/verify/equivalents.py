"""Mutants that no test can catch, listed by the author with an argument."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from ..course import Assignment
from ..errors import UsageError
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
    path = assignment.folder / FILE
    if not path.is_file():
        return ()
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
        return tuple(_equivalent(entry, path) for entry in listed)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}") from None


def _equivalent(entry: dict[str, object], path: Path) -> Equivalent:
    names = {field.name for field in fields(Equivalent)}
    if entry.keys() != names or not all(isinstance(value, str) for value in entry.values()):
        raise UsageError(f"{path}: each [[equivalent]] has {', '.join(sorted(names))}, all of them text")
    return Equivalent(**{name: str(value) for name, value in entry.items()})
