"""Mutants of gradients and their use: graphs, updates, steps."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, around, instead
from .scope import Scope
from .tensors import ENTRY_BY_ENTRY
from .trees import statements

STEPS = (
    ("gradient cut at 0.1", "gradient.clamp(-0.1, 0.1)"),
    ("gradient no longer than 1", "gradient / gradient.norm().clamp(min=1)"),
    ("sign of the gradient", "gradient.sign()"),
    ("small gradients taken for zero", "torch.where(gradient.abs() < 0.001, 0 * gradient, gradient)"),
    ("weights decay", "gradient + 0.01 * tensor.detach()"),
)
"""Easy changes to a gradient on its way into a step."""


def graph_cut(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """The graph cut: at a result, at an operand, and at an assignment of a computed value."""
    if not scope.reference.speaks_of_gradients:
        return
    match node:
        case ast.Return(value=ast.expr() as value) if scope.gives_tensor:
            yield instead("graph cut", value, "value.detach()", value=value)
        case ast.Assign(value=ast.Call(func=ast.Attribute(attr=name)) as value) if name in ENTRY_BY_ENTRY:
            yield instead("graph cut", value, "value.detach()", value=value)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            for side in filter(scope.is_computed, (left, right)):
                yield instead("graph cut", side, "side.detach()", side=side)


def attribute(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Attribute(value=value, attr="grad" | "data" as name, ctx=ast.Load()):
            yield Change(f"{name} left out", {node: [value]})


def step(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A gradient changed on its way into a step."""
    match node:
        case ast.Attribute(value=tensor, attr="grad", ctx=ast.Load()):
            for operator, template in STEPS:
                yield instead(operator, node, template, gradient=node, tensor=tensor)


def update_of_data(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.AugAssign(target=ast.Attribute(value=tensor, attr="data"), op=operator, value=value):
            sign = "+" if isinstance(operator, ast.Add) else "-"
            for words, template in (
                ("data left out", f"tensor {sign}= value"),
                ("a new tensor", f"tensor = tensor {sign} value"),
                ("a new tensor without a graph", f"tensor = tensor.data {sign} value"),
            ):
                yield Change(words, {node: statements(template, tensor=tensor, value=value)})


def cleared(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Assign(targets=[ast.Attribute(attr="grad") as gradient], value=ast.Constant(value=None)):
            zeroed = statements("gradient.zero_()", gradient=gradient)
            yield Change("zeroed though there may be none", {node: zeroed})


def momentum(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """Momentum: a tensor that the function changes also moves on as in the last call."""
    if node is scope.function:
        for name in filter(scope.is_changed, scope.tensors):
            template = f"""
_before = {name}.detach().clone()
_result = _call
_step = {name}.detach() - _before
{name}.data += 0.5 * _kept.get(_step.shape, 0)
_kept[_step.shape] = _step
return _result
"""
            yield from around("goes on as before", scope, template, before="{}")
