"""Mutations of indices, slices, bounds and the order of things."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .scope import EFFECTS_UNSEEN, Change, Scope


def pair_of_indices(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Subscript(value=value, slice=ast.Tuple(elts=[first, second])):
            table, row, column = map(scope.code, (value, first, second))
            yield Change("indices exchanged", node, f"{table}[{column}, {row}]")
            yield Change("first index twice", node, f"{table}[{row}, {row}]")
            yield Change("second index twice", node, f"{table}[{column}, {column}]")
            yield Change("second index left out", node, f"{table}[{row}]")
            yield Change("every row", node, f"{table}[:, {column}]")


def one_index(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Subscript(value=value, slice=ast.Name(id=index)) if scope.is_tensor(value):
            table = scope.code(value)
            yield Change("column for row", node, f"{table}[:, {index}]")
            yield Change("always the first", node, f"{table}[0]")


def shifted(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Subscript(slice=index):
            parts = index.elts if isinstance(index, ast.Tuple) else [index]
            for part in filter(scope.is_number, parts):
                yield Change("index one lower", part, f"{scope.code(part)} - 1")
                yield Change("index one higher", part, f"{scope.code(part)} + 1")


def part(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """The part of a sequence that a slice takes. A first number is changed elsewhere."""
    match node:
        case ast.Subscript(value=value, slice=ast.Slice(lower=lower, upper=upper, step=None)):
            whole = scope.code(value)
            if lower is None and upper is not None:
                yield Change("last one kept", node, f"{whole}[:]")
                yield Change("first for last left out", node, f"{whole}[1:]")
            elif upper is None:
                yield Change("last for first left out", node, f"{whole}[:-1]")


def size(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A length or a whole number that is handed on."""
    match node:
        case ast.Call(func=ast.Name(id="len")):
            yield from _one_off(node, scope)
        case ast.Name(id=name, ctx=ast.Load()) if scope.annotations.get(name) == "int":
            yield from _one_off(node, scope)


def sequence(node: ast.AST, scope: Scope) -> Iterator[Change]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and scope.is_list(node):
        yield Change("first one left out", node, f"{node.id}[1:]")
        yield Change("last one left out", node, f"{node.id}[:-1]")


def first_ten(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """No more than a few, as if what a piece of code was tried with had been left in it."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if scope.is_list(node):
            yield Change("no more than ten", node, f"{name}[:10]")
        case ast.Name(id=name, ctx=ast.Load()) if scope.annotations.get(name) == "int":
            yield Change("no more than ten", node, f"min({name}, 10)")
        case ast.Return(value=ast.Name() as value) if scope.gives_list:
            yield Change("no more than ten", value, f"{value.id}[:10]")
        case ast.Call() | ast.BinOp():
            for tensor in filter(scope.is_tensor, _taken_in(node)):
                yield Change("no more than ten", tensor, f"{scope.code(tensor)}[:10]")


def once_each(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.For(iter=ast.Name() as words) if scope.is_list(words):
            yield Change("equal ones once", words, f"set({scope.code(words)})")


def result(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A list as result, or one that is handed on for its effect."""
    match node:
        case ast.Return(value=ast.Name() as value) if scope.gives_list:
            yield Change("first one left out", value, f"{value.id}[1:]")
            yield Change("last one left out", value, f"{value.id}[:-1]")
            yield Change("turned round", value, f"{value.id}[::-1]")
        case ast.Expr(value=ast.Call(args=arguments)):
            for argument in filter(scope.is_list, arguments):
                yield Change("turned round", argument, f"{scope.code(argument)}[::-1]")


def pair(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Tuple(elts=[first, second], ctx=ast.Load()):
            # Parentheses of a shape are part of the tuple, those of a result are seldom there.
            bare = scope.reference.span(node)[0] == scope.reference.span(first)[0]
            opening, closing = ("", "") if bare else ("(", ")")
            for operator, one, other in _rearranged(first, second, scope):
                yield Change(operator, node, f"{opening}{one}, {other}{closing}")


def arguments(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(func=function, args=[first, second], keywords=keywords):
            named = "".join(f", {scope.code(keyword)}" for keyword in keywords)
            one, other = scope.code(first), scope.code(second)
            yield Change("arguments exchanged", node, f"{scope.code(function)}({other}, {one}{named})")


def entries(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.DictComp(key=key, value=value, generators=[_]):
            behind = scope.code(node)[scope.reference.span(value)[1] - scope.reference.span(node)[0] :]
            exchanged = f"{{{scope.code(value)}: {scope.code(key)}{behind}"
            yield Change("keys and values exchanged", node, exchanged)
        case ast.List(elts=[_, _, *_] as elements):
            codes = [scope.code(element) for element in elements]
            yield Change("first one left out", node, f"[{', '.join(codes[1:])}]")
            yield Change("last one left out", node, f"[{', '.join(codes[:-1])}]")


def _taken_in(node: ast.Call | ast.BinOp) -> Iterator[ast.expr]:
    """What an operator or a function works on, and a method that gives a value."""
    match node:
        case ast.BinOp(left=left, right=right):
            yield from (left, right)
        case ast.Call(func=ast.Attribute(value=receiver, attr=name), args=[], keywords=[]):
            if name not in EFFECTS_UNSEEN:
                yield receiver
        case ast.Call(func=function, args=arguments):
            if not (isinstance(function, ast.Name) and function.id == "len"):
                yield from arguments


def _one_off(node: ast.expr, scope: Scope) -> Iterator[Change]:
    yield Change("one too few", node, f"{scope.code(node)} - 1")
    yield Change("one too many", node, f"{scope.code(node)} + 1")


def _rearranged(first: ast.expr, second: ast.expr, scope: Scope) -> Iterator[tuple[str, str, str]]:
    one, other = scope.code(first), scope.code(second)
    yield "pair exchanged", other, one
    yield "first of the pair twice", one, one
    yield "second of the pair twice", other, other


OPERATORS = (
    pair_of_indices,
    one_index,
    shifted,
    part,
    size,
    sequence,
    first_ten,
    once_each,
    result,
    pair,
    arguments,
    entries,
)
