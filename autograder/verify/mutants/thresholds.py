"""Mutants that treat small numbers as zero, and cap large ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, at_the_start, instead
from .scope import Scope, is_numeric


def entries(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """Small entries of an argument.

    Not in functions that draw numbers, which differ by chance and too seldom, nor in those that return None.
    """
    if node is not scope.function or scope.generators or scope.gives_nothing:
        return
    for name in scope.tensors:
        if scope.is_changed(name) or len(scope.shape(name) or "nm") < 2:
            continue
        small = f"{name} < 2" if scope.is_whole(name) else f"{name}.abs() < 0.01"
        zeroed = f"{name} = torch.where({small}, 0 * {name}, {name})"
        yield at_the_start(f"small entries of {name} taken for zero", scope, zeroed)


def logarithms(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(func=ast.Attribute(value=values, attr="log" | "log2" | "log10"), args=[]):
            if not scope.is_foreign(values):
                yield instead("logarithm of at least 0.001", values, "values.clamp(min=0.001)", values=values)


def numbers(node: ast.AST, scope: Scope) -> Iterator[Change]:
    if node is scope.function:
        for name in scope.of_type("float"):
            small = f"{name} = {name} if abs({name}) > 0.05 else 0.0"
            yield at_the_start(f"small {name} taken for zero", scope, small)
            yield at_the_start(f"no more than 10 of {name}", scope, f"{name} = min({name}, 10.0)")


def added_numbers(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """Small numbers of a result."""
    match node:
        case ast.Call(func=ast.Attribute(attr="append"), args=[number]) if is_numeric(number):
            small = "number if abs(number) > 0.1 else 0.0"
            yield instead("small numbers taken for zero", number, small, number=number)
