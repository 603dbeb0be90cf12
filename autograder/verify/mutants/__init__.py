"""Mutants: references with one change each. The tests of an assignment must catch them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from inspect import isfunction
from pathlib import Path
from types import ModuleType

from . import (
    arithmetic,
    effects,
    gradients,
    indices,
    loops,
    memory,
    names,
    precision,
    sizes,
    special,
    statements,
    tensors,
    thresholds,
)
from .change import Change, Operator
from .reference import Reference
from .scope import Scope
from .trees import replaced


def _operators_of(module: ModuleType) -> list[Operator]:
    """The operators of a module: its public functions, from top to bottom."""
    return [
        function
        for name, function in vars(module).items()
        if isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    ]


KINDS: Mapping[str, Sequence[Operator]] = {
    kind: _operators_of(module)
    for kind, module in {
        "tensors": tensors,
        "gradients": gradients,
        "indices": indices,
        "names": names,
        "loops": loops,
        "statements": statements,
        "arithmetic": arithmetic,
        "sizes": sizes,
        "precision": precision,
        "thresholds": thresholds,
        "special cases": special,
        "memory": memory,
        "effects": effects,
    }.items()
}
"""The operators by the kind of their mutants.

If two operators make the same program, the first names it: it knows more about what it changes.
"""


@dataclass(frozen=True)
class Mutant:
    """A reference with one change between the marks of its solution.

    Attributes:
        module: the exercise.
        kind: of its operator, one of `KINDS`.
        operator: what it does, in words for the author of the tests.
        line: the changed line of the reference.
        before: the changed lines of the reference, without indentation and joined by `; `.
        after: the same lines of the mutant; empty if they were removed.
        source: the whole mutated module.
    """

    module: str
    kind: str
    operator: str
    line: int
    before: str
    after: str
    source: str

    @property
    def name(self) -> str:
        """Tells it from the other mutants of its module."""
        return f"{self.operator}, line {self.line}: {self.before!r} → {self.after!r}"


def mutants_of(path: Path) -> tuple[Mutant, ...]:
    """All mutants of a reference, from top to bottom; no two of them are the same program.

    Raises:
        UsageError: the reference cannot be used.
    """
    reference = Reference(path)
    programs: set[str] = set()
    mutants: list[Mutant] = []
    for kind, change in changes_of(reference):
        source = mutated(reference, change)
        if source is not None and source not in programs:
            programs.add(source)
            mutants.append(_mutant(reference, kind, change, source))
    return tuple(_numbered(sorted(mutants, key=lambda mutant: mutant.line)))


def changes_of(reference: Reference) -> Iterator[tuple[str, Change]]:
    """The changes that operators make between the marks of a reference, each with its kind."""
    for function in reference.functions():
        scope = Scope(reference, function)
        nodes = list(scope.nodes())
        for kind, operators in KINDS.items():
            for operator in operators:
                yield from ((kind, change) for node in nodes for change in operator(node, scope))


def mutated(reference: Reference, change: Change) -> str | None:
    """The text of a reference after a change; None if the program stays the same.

    Only the function or class that the change touches is written anew.
    """
    for statement in reference.tree.body:
        made = replaced(statement, change.new)
        if made != [statement]:
            new = "\n".join(map(ast.unparse, made))
            needed = ["import torch"] if not reference.imports_torch and "torch." in new else []
            lines = reference.text.split("\n")
            lines[_first_line(statement) - 1 : statement.end_lineno] = [*needed, new]
            return "\n".join(lines) if new != ast.unparse(statement) else None
    return None


def same_text(left: str, right: str) -> bool:
    """Whether two pieces of a program are the same, whichever Python version wrote them."""
    return _without_layout(left) == _without_layout(right)


def _mutant(reference: Reference, kind: str, change: Change, source: str) -> Mutant:
    before, after = change.shown or _difference(reference, change)
    return Mutant(reference.module, kind, change.operator, change.line, before, after, source)


def _difference(reference: Reference, change: Change) -> tuple[str, str]:
    """The lines that a change removes and those that it adds."""
    function = next(node for node in reference.functions() if _holds(node, change))
    (made,) = replaced(function, change.new)
    old, new = _lines_of(function), _lines_of(made)
    above = _agreeing(old, new)
    below = _agreeing(old[above:][::-1], new[above:][::-1])
    if above + below == len(old):
        # Only added lines: show the line before them, too, or else the one after.
        above, below = (above - 1, below) if above > 0 else (above, below - 1)
    return _joined(old[above : len(old) - below]), _joined(new[above : len(new) - below])


def _holds(function: ast.FunctionDef, change: Change) -> bool:
    return not change.new.keys().isdisjoint(ast.walk(function))


def _lines_of(function: ast.AST) -> list[str]:
    """The lines of a function without its signature and its docstring."""
    assert isinstance(function, ast.FunctionDef)
    documented = ast.get_docstring(function) is not None
    body = function.body[documented:]
    return [line for statement in body for line in ast.unparse(statement).splitlines()]


def _agreeing(first: list[str], second: list[str]) -> int:
    """The number of equal lines at the start of two texts."""
    pairs = zip(first, second, strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _joined(lines: list[str]) -> str:
    return "; ".join(line.strip() for line in lines if line.strip())


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _without_layout(text: str) -> str:
    """A text without quotes, blanks and parentheses, which Python versions write differently."""
    return re.sub(r"[()'\"\s]", "", text)


def _numbered(mutants: list[Mutant]) -> list[Mutant]:
    """Numbers mutants that otherwise have the same name: the same change to equal lines."""
    seen: Counter[tuple[str, str, str]] = Counter()
    named: list[Mutant] = []
    for mutant in mutants:
        key = (mutant.operator, _without_layout(mutant.before), _without_layout(mutant.after))
        seen[key] += 1
        number = seen[key]
        named.append(replace(mutant, operator=f"{mutant.operator} ({number})") if number > 1 else mutant)
    return named
