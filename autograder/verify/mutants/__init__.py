"""Mutants: references with one small change each, which the tests of an assignment must catch."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from . import general, tensors
from .edits import Edit, Reference


@dataclass(frozen=True)
class Mutant:
    """A reference with one change between the marks of its solution.

    Attributes:
        module: the exercise's module.
        operator: what was done, in words for the author of the tests.
        line: where, in the reference.
        before: the lines that changed, as they were, without indentation and joined by `; `.
        after: what became of them; empty where they were removed.
        source: the whole mutated module.
    """

    module: str
    operator: str
    line: int
    before: str
    after: str
    source: str


def mutants_of(reference: Path) -> tuple[Mutant, ...]:
    """All mutants of a reference, from top to bottom; no two of them are the same program.

    Raises:
        UsageError: the library that makes some of them is not installed.
    """
    read = Reference(reference)
    programs = {ast.dump(read.tree)}
    mutants: list[Mutant] = []
    # Where two operators come to the same program, the words of the one that knows torch are better.
    for edit in (*tensors.edits(read), *general.edits(read)):
        program = read.program(edit)
        if program not in programs:
            programs.add(program)
            mutants.append(_mutant(read, edit))
    return tuple(_numbered(sorted(mutants, key=lambda mutant: mutant.line)))


def _mutant(reference: Reference, edit: Edit) -> Mutant:
    mutated = reference.with_(edit)
    old, new = reference.text.splitlines(), mutated.splitlines()
    above = _agreeing(old, new)
    below = _agreeing(old[above:][::-1], new[above:][::-1])
    if above + below == len(old):
        # Nothing but lines added: they are told from the line that they follow.
        above -= 1
    return Mutant(
        module=reference.module,
        operator=edit.operator,
        line=above + 1,
        before=_joined(old[above : len(old) - below]),
        after=_joined(new[above : len(new) - below]),
        source=mutated,
    )


def _agreeing(one: list[str], other: list[str]) -> int:
    """How many lines two texts start with alike."""
    pairs = zip(one, other, strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _joined(lines: list[str]) -> str:
    return "; ".join(line.strip() for line in lines if line.strip())


def _numbered(mutants: list[Mutant]) -> list[Mutant]:
    """Words alone cannot tell apart what was done twice to equal lines: a number can."""
    seen: Counter[tuple[str, str, str]] = Counter()
    named: list[Mutant] = []
    for mutant in mutants:
        key = (mutant.operator, mutant.before, mutant.after)
        seen[key] += 1
        number = seen[key]
        named.append(replace(mutant, operator=f"{mutant.operator} ({number})") if number > 1 else mutant)
    return named
