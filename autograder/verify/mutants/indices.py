"""Mutants of indices, slices, bounds and the order of things."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, instead
from .scope import Scope
from .trees import with_fields


def pair_of_indices(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Subscript(value=table, slice=ast.Tuple(elts=[row, column])):
            for operator, template in (
                ("indices exchanged", "table[column, row]"),
                ("first index twice", "table[row, row]"),
                ("second index twice", "table[column, column]"),
                ("second index left out", "table[row]"),
                ("every row", "table[:, column]"),
            ):
                yield instead(operator, node, template, table=table, row=row, column=column)


def one_index(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Subscript(value=table, slice=ast.Name() as index) if scope.is_tensor(table):
            yield instead("column for row", node, "table[:, index]", table=table, index=index)
            yield instead("always the first", node, "table[0]", table=table)


def shifted(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Subscript(slice=index):
            parts = index.elts if isinstance(index, ast.Tuple) else [index]
            for part in filter(scope.is_number, parts):
                yield instead("index one lower", part, "part - 1", part=part)
                yield instead("index one higher", part, "part + 1", part=part)


def part_of_a_sequence(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """The part that a slice takes. `arithmetic.number` changes its bounds."""
    match node:
        case ast.Subscript(value=whole, slice=ast.Slice(lower=lower, upper=upper, step=None)):
            if lower is None and upper is not None:
                yield instead("last one kept", node, "whole[:]", whole=whole)
                yield instead("first for last left out", node, "whole[1:]", whole=whole)
            elif lower is not None and upper is None:
                yield instead("last for first left out", node, "whole[:-1]", whole=whole)


def size(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A length, or a parameter that is a whole number."""
    match node:
        case ast.Call(func=ast.Name(id="len")):
            pass
        case ast.Name(id=name, ctx=ast.Load()) if name in scope.of_type("int"):
            pass
        case _:
            return
    yield instead("one too few", node, "size - 1", size=node)
    yield instead("one too many", node, "size + 1", size=node)


def sequence(node: ast.AST, scope: Scope) -> Iterator[Change]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and scope.is_list(node):
        yield instead("first one left out", node, "values[1:]", values=node)
        yield instead("last one left out", node, "values[:-1]", values=node)


def once_each(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.For(iter=ast.Name() as values) if scope.is_list(values):
            yield instead("equal ones once", values, "set(values)", values=values)


def result(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A list as result, or passed to a call for its effect."""
    match node:
        case ast.Return(value=ast.Name() as values) if scope.gives_list:
            yield instead("first one left out", values, "values[1:]", values=values)
            yield instead("last one left out", values, "values[:-1]", values=values)
            yield instead("turned round", values, "values[::-1]", values=values)
        case ast.Expr(value=ast.Call(args=arguments)):
            for argument in filter(scope.is_list, arguments):
                yield instead("turned round", argument, "values[::-1]", values=argument)


def pair(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Tuple(elts=[first, second], ctx=ast.Load()):
            yield Change("pair exchanged", {node: [with_fields(node, elts=[second, first])]})
            yield Change("first of the pair twice", {node: [with_fields(node, elts=[first, first])]})
            yield Change("second of the pair twice", {node: [with_fields(node, elts=[second, second])]})


def arguments(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(args=[first, second]):
            yield Change("arguments exchanged", {node: [with_fields(node, args=[second, first])]})


def entries(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.DictComp(key=key, value=value, generators=[_]):
            exchanged = with_fields(node, key=value, value=key)
            yield Change("keys and values exchanged", {node: [exchanged]})
        case ast.List(elts=[_, _, *_] as elements, ctx=ast.Load()):
            yield Change("first one left out", {node: [with_fields(node, elts=elements[1:])]})
            yield Change("last one left out", {node: [with_fields(node, elts=elements[:-1])]})


def added(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(func=ast.Attribute(value=values, attr="append"), args=[value]):
            yield instead("put in front", node, "values.insert(0, value)", values=values, value=value)
