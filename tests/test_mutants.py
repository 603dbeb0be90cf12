"""The operators that make mutants: whatever they are given, what they make is another program.

The corpus below is no exercise. It has what Python allows and references seldom have.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.verify.mutants import KINDS, changes_of, mutants_of, mutated
from autograder.verify.mutants.reference import Reference
from autograder.verify.mutants.scope import Scope

from .harness import ROOT

REFERENCES = sorted(
    path
    for path in ROOT.glob("solutions/*/*.py")
    if path.name != "lab.py" and "BEGIN SOLUTION" in path.read_text(encoding="utf-8")
)
CORPUS = '''
"""Odd programs."""

import math
from torch import Tensor, nn
import torch.nn.functional as F

TOTAL = 0


def spread(got: Tensor, expected: Tensor, *, power: int = 2, rate: float = 1.0) -> Tensor:
    """The distance.

    Args:
        got: numbers, of shape (n, V) and dtype float32,
            changed in place.
        expected: whole numbers, of shape (n, V) and dtype int64; rows sum to one.

    Returns:
        A gradient of shape (n, V).
    """
    # BEGIN SOLUTION
    """A text that stands alone."""
    global TOTAL
    TOTAL += 1
    far = ((got - expected) ** power).mean()
    near = -(got + expected) ** -2 * (3 - (2 - 1)) / (1 / (2 / 3))
    got.grad = None
    got.data[..., 0], got.data[1:, ::2] = near[:-1], got.grad.abs()[0][None]
    table = torch.zeros(*got.shape, dtype=torch.int64)
    table @= (got @ expected.T) @ got
    for round in range(10):
        if not far: continue
        far = far if far > 0 else -far; table[round, 0] += round
        break
    else:
        far = lambda x, *a, k=0, **b: (x, *a, k, b)
    got.data -= rate * got[round]
    print(got)
    odd = torch.zeros(3, dtype=torch.float32)
    expected = torch.tensor([got[1:], sorted(table)]) & odd | expected
    return (got - expected).exp().log()
    # END SOLUTION


def told(words: list[str], stoi: dict[str, int], *rest: str, **more: int) -> tuple[list[str], dict[str, int]]:
    """Words and how often."""
    # BEGIN SOLUTION
    out: list[str] = []
    counts: "dict[str, int]" = {}
    while (size := len(out)) < 3 and words:
        out.append(f"{size!r:>{3}} {words[len('a') - 1:] if False else 'it is'} {{}}" "joined" 'up"')
        out += [*words, *rest][1:-1]
        try:
            counts[words[0]] = stoi.get(*words) or more["b"] and 1
        except (KeyError, ValueError) as error:
            raise TypeError(*error.args) from None
        else:
            del counts[words[0], 1:2]
        finally:
            print(*words, sep="")
        with open(words[0]) as file, file:
            assert 1 < len(words) <= 5 != 7, "no"
    match words:
        case [] | ["a", *_]:
            return out, {}
        case {"k": 0, **others} if others:
            pass
        case str(x) | (1.5 as x):
            x = 1e999 + 0j + 0xFF + 10**30 + True
    def inner(a=len(words), /):
        nonlocal out
        out = {b: a for a, b in enumerate({*words}) if a if b not in (None, ...)}
        return (yield a)
    return out, (await_ := {**counts, "a": not 1, 'b': ~2})
    # END SOLUTION


class Layer(nn.Module):
    """A layer."""

    @property
    def weight(self) -> Tensor:
        """Its weight, with a gradient."""
        # BEGIN SOLUTION
        return self.w[0, 1] if self.w is not None else (lambda: self.w.sum(dim=-1))()
        # END SOLUTION

    def forward(self, x: Tensor) -> Tensor:
        """The result."""
        # BEGIN SOLUTION
        y = x.float() + 1; z = y * 2
        ä = math.floor(1.0) << 2 ^ 1
        return z[x, x] \\
            + ä
        # END SOLUTION


@torch.no_grad()
def decorated(xs: Tensor, generator: torch.Generator, steps: int, ratio: float) -> list[float]:
    """Decorated."""
    # BEGIN SOLUTION
    losses = list()
    for _ in range(steps):
        loss = torch.rand((), generator=generator) * ratio
        losses.append(loss.item())
    return losses
    # END SOLUTION


def draws(xs: Tensor, generator: torch.Generator, steps: int, ratio: float, kept=()) -> list[float]:
    """Drawn.

    Args:
        xs: numbers, of shape (m,).
    """
    # BEGIN SOLUTION
    losses = list()
    for _ in range(steps):
        losses.append((torch.multinomial(xs, 1, generator=generator) * ratio).item())
    return losses
    # END SOLUTION


def chosen(words: list[str], others: list[str], xs: Tensor) -> list[str]:
    """Chosen."""
    # BEGIN SOLUTION
    found = []
    for word in words:
        if xs.sum(dim=1, keepdim=True)[0] > 1:
            found.append(word)
    return found
    # END SOLUTION


def table(xs: Tensor) -> Tensor:
    """A table."""
    # BEGIN SOLUTION
    counts = torch.zeros(3, 3, dtype=torch.int64)
    return counts
    # END SOLUTION


def area(width: int, height: float) -> float:
    """An area."""
    # BEGIN SOLUTION
    return width * height
    # END SOLUTION
'''


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "odd.py"
    path.write_text(CORPUS, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", [*REFERENCES, None], ids=lambda path: path.stem if path else "corpus")
def test_each_change_is_a_program_and_each_mutant_another_one(path: Path | None, corpus: Path) -> None:
    reference = Reference(path or corpus)
    for _kind, change in changes_of(reference):
        compile(mutated(reference, change) or "", change.operator, "exec")
    programs = [ast.unparse(ast.parse(mutant.source)) for mutant in mutants_of(path or corpus)]
    assert len({ast.unparse(reference.tree), *programs}) == 1 + len(programs) > 10


def test_the_corpus_has_something_for_every_operator(corpus: Path) -> None:
    reference = Reference(corpus)
    scopes = [Scope(reference, function) for function in reference.functions()]
    nodes = [(node, scope) for scope in scopes for node in scope.nodes()]
    idle = {
        f"{kind}: {operator.__name__}"
        for kind, operators in KINDS.items()
        for operator in operators
        if not any(change for node, scope in nodes for change in operator(node, scope))
    }
    assert idle == set()


def test_what_is_around_stays_as_it_is(corpus: Path) -> None:
    """Parentheses stay where they are needed, and nothing but the solution changes."""
    mutants = {(mutant.operator, mutant.before): mutant for mutant in mutants_of(corpus)}
    squared = mutants["* for **", "far = ((got - expected) ** power).mean()"]
    assert squared.after == "far = ((got - expected) * power).mean()"
    assert squared.line == 26
    assert squared.source.startswith(CORPUS[: CORPUS.index("def spread")])
    assert squared.source.endswith(CORPUS[CORPUS.index("def told") :])
