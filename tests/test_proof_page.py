"""docs/proof.md says what stands behind every exercise, and it is so."""

from __future__ import annotations

from collections import Counter
from functools import cache

from autograder.course import load_assignment
from autograder.verify.equivalents import equivalents_of
from autograder.verify.mutants import KINDS, Mutant, mutants_of

from .harness import ROOT

NAMES = ("bigram_counts", "bigram_net")
PAGE = ROOT / "docs" / "proof.md"


def test_the_table_is_what_there_is() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `bigram")]
    assert rows == _rows()


def test_the_table_of_kinds_is_what_there_is() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line.startswith("| ")]
    told = {row[0]: row[-len(NAMES) :] for row in rows if row[0] in KINDS}
    counted = [Counter(mutant.kind for mutant in _mutants(name)) for name in NAMES]
    assert told == {kind: [str(numbers[kind]) for numbers in counted] for kind in KINDS}


def test_there_is_as_much_as_was_asked_for() -> None:
    alternatives, misconceptions, mutants, equivalents = _totals()
    assert alternatives >= 40
    assert misconceptions >= 80
    assert mutants >= 600
    assert equivalents <= mutants / 10


def test_the_readme_says_the_same() -> None:
    alternatives, misconceptions, mutants, equivalents = _totals()
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert (
        f"{alternatives} alternative solutions pass, {misconceptions} misconceptions and "
        f"{mutants - equivalents} of {mutants} mutants"
    ) in readme


def _totals() -> list[int]:
    columns = zip(*(row.strip("| ").split(" | ")[2:] for row in _rows()), strict=True)
    return [sum(map(int, column)) for column in columns]


@cache
def _mutants(name: str) -> list[Mutant]:
    assignment = load_assignment(ROOT / "solutions" / name)
    return [mutant for module in assignment.modules for mutant in mutants_of(assignment.reference(module))]


@cache
def _rows() -> list[str]:
    rows = []
    for name in NAMES:
        assignment = load_assignment(ROOT / "solutions" / name)
        listed = [one.module for one in equivalents_of(assignment)]
        for module in assignment.modules:
            numbers = (
                len(list((assignment.alternatives / module).glob("*.py"))),
                len(list((assignment.misconceptions / module).glob("*.py"))),
                sum(mutant.module == module for mutant in _mutants(name)),
                listed.count(module),
            )
            rows.append(" | ".join([f"| `{name}`", f"`{module}`", *map(str, numbers)]) + " |")
    return rows
