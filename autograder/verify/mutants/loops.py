"""Mutants of loops over rounds: they end early, or change on the way."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, instead
from .scope import Scope, is_numeric
from .trees import statements

ENDS = (
    ("ends where it rises", "values[1:] and values[-1] > values[-2]"),
    ("ends where it hardly falls", "values[1:] and abs(values[-2] - values[-1]) < 0.0001"),
    ("ends where it is small", "values[-1] < 0.1"),
)
"""Conditions on a loop's collected numbers to end it early."""

RATES = (
    ("halved every ten rounds", "number * 0.5 ** (round // 10)"),
    ("a hundredth less in each round", "number * 0.99 ** round"),
    ("warm-up of ten rounds", "number * min(1.0, (round + 1) / 10)"),
)
"""Schedules for a number that should stay the same in all rounds."""


def early_end(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=values, attr="append"), args=[number])):
            if is_numeric(number) and _loop_around(node, scope) is not None:
                for operator, condition in ENDS:
                    end = statements(f"if {condition}: break", values=values)
                    yield Change(operator, {node: [node, *end]})


def change_on_the_way(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if name in scope.of_type("float"):
            loop = _loop_around(node, scope)
            if loop is not None and isinstance(loop.target, ast.Name):
                for operator, template in RATES:
                    yield instead(f"{name} {operator}", node, template, number=node, round=loop.target.id)


def _loop_around(node: ast.AST, scope: Scope) -> ast.For | None:
    """The innermost loop over a range around a node."""
    while node is not scope.function:
        node = scope.parents[node]
        match node:
            case ast.For(iter=ast.Call(func=ast.Name(id="range"), args=[_])):
                return node
    return None
