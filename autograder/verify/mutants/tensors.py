"""Mutants of tensor code: functions that beginners confuse and torch does not.

Operators know torch and the annotations of the function, and nothing about any assignment.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, instead
from .scope import Scope, is_scalar
from .trees import GUARDS, with_fields

ALIKE = {
    "exp": ("exp2", "expm1"),
    "log": ("log2", "log10", "log1p"),
    "sum": ("mean", "amax"),
    "mean": ("sum", "median"),
    "max": ("min",),
    "min": ("max",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "randn": ("rand",),
    "rand": ("randn",),
    "set_xlabel": ("set_ylabel",),
    "set_ylabel": ("set_xlabel",),
    "float": ("double",),
    "double": ("float",),
    "int32": ("int64", "float32"),
    "int64": ("int32", "float32"),
    "float32": ("float64", "int64"),
    "float64": ("float32",),
}
"""Functions, methods and dtypes that are easily confused with others."""

OPTIONAL = frozenset({"abs", "clone", "double", "exp", "float", "item", "log", "long", "mean", "sqrt", "sum"})
"""Methods that can be dropped from an expression."""

ENTRY_BY_ENTRY = frozenset({"abs", "exp", "log", "sqrt", "sigmoid", "tanh"})
"""Methods that torch also has with a final `_`."""

IN_PLACE = {ast.Add: "add_", ast.Sub: "sub_", ast.Mult: "mul_", ast.Div: "div_"}

NEEDED = frozenset({"num_samples"})
"""Keywords without which a call raises."""


def dimension(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.keyword(arg="dim" | "axis", value=ast.Constant(value=int(number)) as value):
            yield instead("other dimension", value, "1" if number == 0 else "0")
            yield instead("all dimensions", value, "None")


def keyword(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(keywords=keywords):
            named = {given.arg for given in keywords}
            for left_out in keywords:
                with_keepdim = left_out.arg == "dim" and "keepdim" in named
                if left_out.arg is not None and left_out.arg not in GUARDS | NEEDED and not with_keepdim:
                    others = [given for given in keywords if given is not left_out]
                    yield Change(f"{left_out.arg} left out", {node: [with_fields(node, keywords=others)]})
        case ast.keyword(arg="generator", value=value):
            yield instead("a generator of its own", value, "torch.Generator()")


def alike(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Attribute(attr=name):
            for other in ALIKE.get(name, ()):
                yield Change(f"{other} for {name}", {node: [with_fields(node, attr=other)]})


def method(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(func=ast.Attribute(value=receiver, attr=name)) if name in OPTIONAL:
            yield Change(f"{name} left out", {node: [receiver]})
            if name in ENTRY_BY_ENTRY:
                yield instead("in place", node, f"receiver.{name}_()", receiver=receiver)


def order_of_methods(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(
            func=ast.Attribute(
                value=ast.Call(func=ast.Attribute(value=receiver, attr=first), args=[], keywords=[]),
                attr=second,
            ),
            args=[],
            keywords=[],
        ):
            template = f"receiver.{second}().{first}()"
            yield instead(f"{second} before {first}", node, template, receiver=receiver)


def new_tensor(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(args=[ast.Starred(), *_]):
            return
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch"), attr="tensor"), args=[values]):
            yield instead("torch.Tensor for torch.tensor", node, "torch.Tensor(values)", values=values)
            yield instead("int32 asked for", node, "torch.tensor(values, dtype=torch.int32)", values=values)
        case ast.Call(func=ast.Attribute(attr="randn" | "rand" | "zeros" | "ones"), keywords=keywords):
            if "dtype" not in {given.arg for given in keywords}:
                (double,) = ast.parse("f(dtype=torch.float64)", mode="eval").body.keywords  # type: ignore[attr-defined]
                yield Change("float64 asked for", {node: [with_fields(node, keywords=[*keywords, double])]})


def product(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            for operator, template in (
                ("factors exchanged", "right @ left"),
                ("entry by entry", "left * right"),
                ("first factor transposed", "left.T @ right"),
                ("second factor transposed", "left @ right.T"),
            ):
                yield instead(operator, node, template, left=left, right=right)


def draw(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(args=[ast.Starred(), *_]):
            return
        case ast.Call(func=ast.Attribute(attr="multinomial"), args=[weights, *_]):
            yield instead("the likeliest for a draw", node, "torch.argmax(weights)", weights=weights)
            yield instead("all equally likely", weights, "torch.ones_like(weights)", weights=weights)


def in_place(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.BinOp(left=ast.Name() as left, op=op, right=right) if type(op) in IN_PLACE:
            if scope.is_tensor(left) or scope.is_computed(left):
                yield instead("in place", node, f"left.{IN_PLACE[type(op)]}(right)", left=left, right=right)


def result(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Return(value=ast.expr() as value) if scope.gives_tensor:
            if is_scalar(value):
                yield instead("a number for a tensor", value, "value.item()", value=value)
            elif scope.gives_matrix:
                yield instead("result transposed", value, "value.T", value=value)


def drawn(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A tensor passed to a call for its effect."""
    match node:
        case ast.Expr(value=ast.Call(args=arguments)):
            for argument in filter(scope.is_tensor, arguments):
                yield instead("argument transposed", argument, "argument.T", argument=argument)
                yield instead("turned round", argument, "argument.flip(0)", argument=argument)
