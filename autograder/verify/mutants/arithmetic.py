"""Mutants of arithmetic, comparisons, conditions and constants: slips of the pen."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, instead
from .scope import Scope
from .trees import statements, with_fields

SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.And: "and",
    ast.Or: "or",
    ast.USub: "minus",
    ast.Not: "not",
    ast.Invert: "~",
}
OPERATIONS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Div),
    ast.Mult: (ast.Add, ast.Div, ast.Pow),
    ast.Div: (ast.Mult, ast.Sub, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
"""Operators easily written for another; most others would only raise."""

FIXED = frozenset({"dim", "axis", "num_samples"})
"""Keywords whose numbers other operators change, or that allow no other number."""


def operation(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if not (_is_text(left) or _is_text(right)):
            for other in OPERATIONS.get(type(op), ()):
                yield Change(_for(other, op), {node: [with_fields(node, op=other())]})


def update(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """An assignment with an operator: its direction, and whether the old value takes part."""
    match node:
        case ast.AugAssign(target=target, op=ast.Add() | ast.Sub() as operator, value=value):
            plain = statements("target = value", target=target, value=value)
            yield Change("set rather than changed", {node: plain})
            if isinstance(target, ast.Name) and not scope.is_number(target):
                in_front = statements("target = value + target", target=target, value=value)
                yield Change("put in front", {node: in_front})
            else:
                other = ast.Sub if isinstance(operator, ast.Add) else ast.Add
                words = f"{SIGNS[other]}= for {SIGNS[type(operator)]}="
                yield Change(words, {node: [with_fields(node, op=other())]})


def comparison(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            for position, op in enumerate(ops):
                for other in COMPARISONS.get(type(op), ()):
                    changed = [*ops[:position], other(), *ops[position + 1 :]]
                    yield Change(_for(other, op), {node: [with_fields(node, ops=changed)]})


def sign(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert() as op, operand=operand):
            yield Change(f"{SIGNS[type(op)]} left out", {node: [operand]})


def condition(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A condition turned round; `comparison` changes comparisons."""
    match node:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            tests = [test]
        case ast.comprehension(ifs=tests):
            pass
        case _:
            return
    for test in tests:
        if not isinstance(test, ast.Compare | ast.Constant):
            yield instead("condition turned round", test, "not test", test=test)


def both(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.BoolOp(op=op):
            other = ast.Or if isinstance(op, ast.And) else ast.And
            yield Change(_for(other, op), {node: [with_fields(node, op=other())]})


def truth(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """True and False exchanged. `keyword` drops True after a keyword: the default is nearly always False."""
    match node:
        case ast.Constant(value=True) if not isinstance(scope.parents[node], ast.keyword):
            yield instead("False for True", node, "False")
        case ast.Constant(value=False):
            yield instead("True for False", node, "True")


def number(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A number one lower and one higher."""
    match node:
        case ast.Constant(value=bool()):
            return
        case ast.Constant(value=int() | float() as value) if not _is_fixed(node, scope):
            for other in (value + 1, value - 1):
                constant = ast.Constant(abs(other))
                negated = ast.UnaryOp(ast.USub(), constant)
                yield Change("another number", {node: [negated if other < 0 else constant]})


def _is_fixed(node: ast.AST, scope: Scope) -> bool:
    parent = scope.parents[node]
    holder = scope.parents[parent] if isinstance(parent, ast.UnaryOp) else parent
    return isinstance(holder, ast.keyword) and holder.arg in FIXED


def _for(other: type[ast.AST], op: ast.AST) -> str:
    return f"{SIGNS[other]} for {SIGNS[type(op)]}"


def _is_text(node: ast.expr) -> bool:
    """Whether it is a text: texts can only be joined."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
