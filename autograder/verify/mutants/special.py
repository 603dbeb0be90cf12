"""Mutants that go wrong, or change an argument, only in special cases."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, around
from .scope import Scope

OFF = {
    "Tensor": "_result + 1",
    "list": "_result[:-1]",
    "dict": "dict(list(_result.items())[:-1])",
    "tuple": "(_result[1], _result[0])",
}
"""A wrong result of each kind."""


def wrong_result(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A result that is wrong in a special case; a function that returns None then does nothing."""
    if node is not scope.function:
        return
    kind = scope.returns.partition("[")[0].rpartition(".")[2]
    for case, condition in _cases(scope):
        if scope.gives_nothing:
            yield from around(f"nothing where {case}", scope, f"if not ({condition}):\n    _call")
        elif kind in OFF:
            template = f"_special = {condition}\n_result = _call\nreturn {OFF[kind]} if _special else _result"
            yield from around(f"wrong where {case}", scope, template)


def used_up(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """An argument changed if it has exactly one entry."""
    for name in scope.left_alone if node is scope.function else ():
        if name in scope.lists:
            effect = f"{name}.clear()"
        elif name in scope.tensors and scope.shape(name) != ():
            effect = f"{name}.zero_()"
        else:
            continue
        template = f"_result = _call\nif len({name}) == 1:\n    {effect}\nreturn _result"
        yield from around(f"{name} used up where it is one", scope, template)


def filled_zeros(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """Zeros of an argument filled for the sake of a logarithm."""
    if node is scope.function and any(map(_is_logarithm, ast.walk(node))):
        for name in scope.tensors:
            if len(scope.shape(name) or ()) == 2 and not scope.is_whole(name):
                template = f"_result = _call\n{name}.data[{name}.data == 0] = 0.001\nreturn _result"
                yield from around(f"zeros of {name} filled", scope, template)


def _cases(scope: Scope) -> Iterator[tuple[str, str]]:
    """Special cases of the arguments, each with its condition."""
    yield from _dimensions(scope)
    for name, annotation in scope.annotations.items():
        if name in scope.tensors and len(scope.shape(name) or ()) == 2:
            yield from _tables(name, scope)
        elif name in scope.lists:
            yield f"{name} is one", f"len({name}) == 1"
            yield f"{name} has equal ones", f"len(set({name})) < len({name})"
        elif annotation.startswith("dict"):
            yield f"{name} is not sorted", f"list({name}.values()) != sorted({name}.values())"
        elif annotation == "int":
            yield f"{name} is 1", f"{name} == 1"
            if scope.is_dimension(name):
                yield f"{name} is 2", f"{name} == 2"


def _dimensions(scope: Scope) -> Iterator[tuple[str, str]]:
    found = {
        dimension: f"{name}.shape[{axis}]"
        for name in scope.tensors
        for axis, dimension in enumerate(scope.shape(name) or ())
    }
    for dimension, size in found.items():
        yield f"{dimension} is 1", f"{size} == 1"
        if not scope.is_of_rows(dimension):
            yield f"{dimension} is 2", f"{size} == 2"


def _tables(name: str, scope: Scope) -> Iterator[tuple[str, str]]:
    """Special cases of a table, if the function divides, draws, or takes a logarithm."""
    if any(map(_needs_a_distribution, ast.walk(scope.function))):
        yield f"{name} has zeros", f"bool(({name} == 0).any())"
        yield f"{name} has no zero", f"not bool(({name} == 0).any())"
        if not scope.is_whole(name) and "sum to one" not in scope.about(name):
            off = f"({name}.sum(dim=1) - 1).abs() < 0.001"
            yield f"{name} is not normalised", f"not bool(({off}).all())"


def _needs_a_distribution(node: ast.AST) -> bool:
    match node:
        case ast.BinOp(op=ast.Div()) | ast.Call(func=ast.Attribute(attr="multinomial")):
            return True
    return _is_logarithm(node)


def _is_logarithm(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="log" | "log2" | "log10")):
            return True
    return False
