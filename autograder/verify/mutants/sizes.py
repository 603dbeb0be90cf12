"""Mutants that work up to some size: code that still contains the size it was tried with.

Small tests do not reach the caps. A test that catches a cap catches any lower one, too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, at_the_start, instead
from .scope import Scope
from .trees import statements, with_fields

ROWS, CLASSES, NUMBER, LETTERS = 1000, 64, 100, 50
"""The most examples, classes, other counts, and letters of a word."""


def dimensions(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """Only the first entries along a dimension, in all arguments that have it."""
    if node is not scope.function:
        return
    shapes = {name: shape for name in scope.tensors if (shape := scope.shape(name))}
    for dimension in dict.fromkeys(name for shape in shapes.values() for name in shape):
        along = {name: shape for name, shape in shapes.items() if dimension in shape}
        if not any(map(scope.is_changed, along)):
            most = _most(dimension, scope)
            cuts = [
                f"{name} = {name}[{', '.join(f':{most}' if size == dimension else ':' for size in shape)}]"
                for name, shape in along.items()
            ]
            yield at_the_start(f"no more than {most} of {dimension}", scope, "\n".join(cuts))


def undocumented(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """Only the first entries of a tensor of unknown shape."""
    if node is scope.function:
        for name in scope.tensors:
            if scope.shape(name) is None and not scope.is_changed(name):
                yield at_the_start(f"no more than {ROWS} of {name}", scope, f"{name} = {name}[:{ROWS}]")


def lists(node: ast.AST, scope: Scope) -> Iterator[Change]:
    if node is scope.function:
        for name in scope.lists:
            yield at_the_start(f"no more than {ROWS} of {name}", scope, f"{name} = {name}[:{ROWS}]")
        for name in scope.of_type("list[str]"):
            cut = f"{name} = [text[:{LETTERS}] for text in {name}]"
            yield at_the_start(f"no more than {LETTERS} letters", scope, cut)


def numbers(node: ast.AST, scope: Scope) -> Iterator[Change]:
    if node is scope.function:
        for name in scope.of_type("int"):
            most = _most(name, scope) if scope.is_dimension(name) else NUMBER
            yield at_the_start(f"no more than {most} of {name}", scope, f"{name} = min({name}, {most})")


def lengths(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A length capped at the size it was tried with."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[values]):
            shape = scope.shape(values.id) if isinstance(values, ast.Name) else None
            most = _most(shape[0], scope) if shape else ROWS if scope.is_list(values) else CLASSES
            yield instead(f"no more than {most}", node, f"min(size, {most})", size=node)


def results(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Return(value=ast.Name() as values) if scope.gives_list:
            if not scope.of_type("int"):
                yield instead(f"no more than {NUMBER}", values, f"values[:{NUMBER}]", values=values)
            if scope.returns == "list[str]":
                cut = f"[text[:{LETTERS}] for text in values]"
                yield instead(f"no more than {LETTERS} letters", values, cut, values=values)


def rounds(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A loop without a bound that ends after some rounds."""
    match node:
        case ast.While(test=test, body=body):
            ends = [] if isinstance(test, ast.Constant) else statements("if not test: break", test=test)
            (bounded,) = statements(f"for _ in range({LETTERS}): pass")
            loop = with_fields(bounded, body=[*ends, *body])
            yield Change(f"no more than {LETTERS} rounds", {node: [loop]})


def along_rows(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A reduction of each row, over only its first entries."""
    match node:
        case ast.Call(func=ast.Attribute(value=rows), keywords=keywords):
            along = [ast.unparse(keyword.value) for keyword in keywords if keyword.arg == "dim"]
            if along == ["1"] and not scope.is_foreign(rows):
                operator = f"no more than {CLASSES} of each row"
                yield instead(operator, rows, f"rows[:, :{CLASSES}]", rows=rows)


def _most(dimension: str, scope: Scope) -> int:
    return ROWS if scope.is_of_rows(dimension) else CLASSES
