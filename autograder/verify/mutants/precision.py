"""Mutants that compute with narrower numbers and return the right dtype."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, at_the_start, instead
from .memory import MADE
from .scope import Scope
from .trees import expression, with_fields

NARROW_FLOATS = ("float16", "bfloat16")
NARROW_INTEGERS = ("uint8", "int16")


def arguments(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """An argument cast to a narrower dtype and back.

    Not in functions that draw numbers, which differ by chance and too seldom, nor in those that return None.
    """
    if node is scope.function and not scope.generators and not scope.gives_nothing:
        for name in scope.tensors:
            if not scope.is_changed(name):
                for dtype in _narrower(name, scope):
                    narrow = f"{name} = {name}.to(torch.{dtype}).to({name}.dtype)"
                    yield at_the_start(f"{name} in {dtype}", scope, narrow)


def sums(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A sum or mean in a narrower dtype."""
    match node:
        case ast.Call(func=ast.Attribute(value=values, attr="sum" | "mean") as method):
            if not scope.is_foreign(values):
                halved = with_fields(method, value=expression("values.half()", values=values))
                total = with_fields(node, func=halved)
                yield instead("added up in float16", node, "total.float()", total=total)


def filled(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A tensor that is made, filled and returned, with a narrower dtype before the return."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Attribute(attr=made)) as call):
            names = map(_returned, ast.walk(scope.function))
            returned = [value for value in names if value is not None and value.id == name]
            if made not in MADE or not returned:
                return
            asked = [ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == "dtype"]
            wide = asked[0] if asked else "torch.float32"
            others = [keyword for keyword in call.keywords if keyword.arg != "dtype"]
            for dtype in (*(NARROW_INTEGERS if "int" in wide else ()), *NARROW_FLOATS):
                keyword = ast.keyword("dtype", expression(f"torch.{dtype}"))
                new: dict[ast.AST, list[ast.AST]] = {
                    value: [expression(f"{name}.to({wide})")] for value in returned
                }
                new[call] = [with_fields(call, keywords=[*others, keyword])]
                yield Change(f"{name} in {dtype}", new)


def turned_into_tensors(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """Whole numbers that pass through bytes into a tensor."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch"), attr="tensor")):
            narrow = "made.to(torch.uint8).to(made.dtype)"
            yield instead("bytes on the way", node, narrow, made=node)


def _narrower(name: str, scope: Scope) -> tuple[str, ...]:
    """Dtypes too narrow for an argument: indices are small, but a table's entries need not be."""
    if not scope.is_whole(name):
        return NARROW_FLOATS
    return NARROW_INTEGERS if len(scope.shape(name) or ()) > 1 else NARROW_INTEGERS[:1]


def _returned(node: ast.AST) -> ast.Name | None:
    """The name that a statement returns, if it returns one."""
    return node.value if isinstance(node, ast.Return) and isinstance(node.value, ast.Name) else None
