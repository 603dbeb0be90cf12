"""docs/proof.md says what stands behind every exercise, and it is so."""

from __future__ import annotations

from functools import cache

from autograder.course import load_assignment
from autograder.verify.equivalents import equivalents_of
from autograder.verify.mutants import mutants_of

from .harness import ROOT

PAGE = ROOT / "docs" / "proof.md"


def test_the_table_is_what_there_is() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `bigram")]
    assert rows == _rows()


def test_there_is_as_much_as_was_asked_for() -> None:
    alternatives, misconceptions, mutants, equivalents = _totals()
    assert alternatives >= 40
    assert misconceptions >= 80
    assert mutants >= 200
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
def _rows() -> list[str]:
    rows = []
    for name in ("bigram_counts", "bigram_net"):
        assignment = load_assignment(ROOT / "solutions" / name)
        listed = [one.module for one in equivalents_of(assignment)]
        for module in assignment.modules:
            numbers = (
                len(list((assignment.alternatives / module).glob("*.py"))),
                len(list((assignment.misconceptions / module).glob("*.py"))),
                len(mutants_of(assignment.reference(module))),
                listed.count(module),
            )
            rows.append(" | ".join([f"| `{name}`", f"`{module}`", *map(str, numbers)]) + " |")
    return rows
