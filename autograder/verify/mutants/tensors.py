"""Mutations of tensor code: what beginners write, told apart by what torch does with it.

An operator is a function from an expression or a statement to the changes that it knows. It knows
torch and the annotations of the function, and nothing of any assignment.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from . import indices, names, statements
from .edits import GUARDS, Edit, Reference
from .scope import Change, Scope, is_scalar

INSTEAD = {
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
"""Functions, methods and dtypes for which others are easily taken."""

OPTIONAL = frozenset({"abs", "clone", "double", "exp", "float", "item", "log", "long", "mean", "sqrt", "sum"})
"""Methods without which an expression is still one."""

ENTRY_BY_ENTRY = frozenset({"abs", "exp", "log", "sqrt", "sigmoid", "tanh"})
"""Methods that torch has with `_` at their end, too."""

IN_PLACE = {ast.Add: "add_", ast.Sub: "sub_", ast.Mult: "mul_", ast.Div: "div_"}

NEEDED = frozenset({"num_samples"})
"""Keywords without which a call raises."""


def dimension(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.keyword(arg="dim" | "axis", value=ast.Constant(value=int(number)) as value):
            yield Change("other dimension", value, "1" if number == 0 else "0")
            yield Change("all dimensions", value, "None")


def keyword(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(keywords=keywords):
            for one in keywords:
                with_keepdim = one.arg == "dim" and "keepdim" in {other.arg for other in keywords}
                if one.arg is not None and one.arg not in GUARDS | NEEDED and not with_keepdim:
                    yield Change(f"{one.arg} left out", node, _without(node, one, scope))
        case ast.keyword(arg="generator", value=value):
            yield Change("a generator of its own", value, "torch.Generator()")


def instead(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Attribute(value=value, attr=name):
            for other in INSTEAD.get(name, ()):
                yield Change(f"{other} for {name}", node, f"{scope.code(value)}.{other}")


def method(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(func=ast.Attribute(value=receiver, attr=name)) if name in OPTIONAL:
            yield Change(f"{name} left out", node, scope.code(receiver))
            if name in ENTRY_BY_ENTRY:
                yield Change("in place", node, f"{scope.code(receiver)}.{name}_()")


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
            yield Change(f"{second} before {first}", node, f"{scope.code(receiver)}.{second}().{first}()")


def new_tensor(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch"), attr="tensor"), args=[values]):
            yield Change("torch.Tensor for torch.tensor", node, f"torch.Tensor({scope.code(values)})")
            yield Change("int32 asked for", node, f"torch.tensor({scope.code(values)}, dtype=torch.int32)")
        case ast.Call(func=ast.Attribute(attr="randn" | "rand" | "zeros" | "ones"), keywords=keywords):
            if "dtype" not in {keyword.arg for keyword in keywords}:
                yield Change("float64 asked for", node, f"{scope.code(node)[:-1]}, dtype=torch.float64)")


def product(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            one, other = scope.operand(left), scope.operand(right)
            yield Change("factors exchanged", node, f"{other} @ {one}")
            yield Change("entry by entry", node, f"{one} * {other}")
            yield Change("first factor transposed", node, f"{one}.T @ {other}")
            yield Change("second factor transposed", node, f"{one} @ {other}.T")


def draw(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(func=ast.Attribute(attr="multinomial"), args=[weights]):
            even = f"torch.ones_like({scope.code(weights)})"
            yield Change("the likeliest for a draw", node, f"torch.argmax({scope.code(weights)})")
            yield Change("all equally likely", weights, even)


def arithmetic(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A tensor changed in place, or a graph cut on one side of an operator."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            if isinstance(left, ast.Name) and (scope.is_tensor(left) or scope.is_computed(left)):
                name = IN_PLACE[type(node.op)]
                yield Change("in place", node, f"{scope.code(left)}.{name}({scope.code(right)})")
            if scope.speaks_of_gradients:
                for side in filter(scope.is_computed, (left, right)):
                    yield Change("graph cut", side, f"{scope.code(side)}.detach()")


def graph(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """The graph cut: at a result, and where a name is given a value that was computed."""
    match node:
        case ast.Return(value=ast.expr() as value) if scope.gives_tensor:
            if scope.speaks_of_gradients:
                yield Change("graph cut", value, f"{scope.operand(value)}.detach()")
            if is_scalar(value):
                yield Change("a number for a tensor", value, f"{scope.operand(value)}.item()")
            elif scope.gives_matrix:
                yield Change("result transposed", value, f"{scope.operand(value)}.T")
        case ast.Assign(value=ast.Call(func=ast.Attribute(attr=name)) as value):
            if scope.speaks_of_gradients and name in ENTRY_BY_ENTRY:
                yield Change("graph cut", value, f"{scope.code(value)}.detach()")


def attribute(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Attribute(value=value, attr="grad" | "data" as name, ctx=ast.Load()):
            yield Change(f"{name} left out", node, scope.code(value))


def update(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """An assignment with an operator: its direction, and whether the old value takes part."""
    match node:
        case ast.AugAssign(target=target, op=ast.Add() | ast.Sub() as operator, value=value):
            left, right = scope.code(target), scope.code(value)
            yield Change("set rather than changed", node, f"{left} = {right}")
            if isinstance(target, ast.Name) and not scope.is_number(target):
                yield Change("put in front", node, f"{left} = {right} + {left}")
            else:
                other = "-=" if isinstance(operator, ast.Add) else "+="
                yield Change(f"{other} for {'+-'[other == '+=']}=", node, f"{left} {other} {right}")


def update_of_data(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.AugAssign(target=ast.Attribute(value=tensor, attr="data"), op=operator, value=value):
            sign = "+" if isinstance(operator, ast.Add) else "-"
            left, right = scope.code(tensor), scope.code(value)
            yield Change("data left out", node, f"{left} {sign}= {right}")
            yield Change("a new tensor", node, f"{left} = {left} {sign} {right}")
            yield Change("a new tensor without a graph", node, f"{left} = {left}.data {sign} {right}")


def added(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(func=ast.Attribute(value=receiver, attr="append"), args=[one]):
            front = f"{scope.code(receiver)}.insert(0, {scope.code(one)})"
            yield Change("put in front", node, front)


def cleared(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Assign(targets=[ast.Attribute(attr="grad") as gradient], value=ast.Constant(value=None)):
            yield Change("zeroed though there may be none", node, f"{scope.code(gradient)}.zero_()")


def drawn(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A tensor that is handed on for its effect."""
    match node:
        case ast.Expr(value=ast.Call(args=arguments)):
            for argument in filter(scope.is_tensor, arguments):
                yield Change("argument transposed", argument, f"{scope.code(argument)}.T")
                yield Change("turned round", argument, f"{scope.code(argument)}.flip(0)")


Operator = Callable[[ast.AST, Scope], Iterator[Change]]

OPERATORS: tuple[Operator, ...] = (
    dimension,
    keyword,
    instead,
    method,
    order_of_methods,
    new_tensor,
    product,
    draw,
    arithmetic,
    graph,
    attribute,
    update,
    update_of_data,
    added,
    cleared,
    drawn,
    *indices.OPERATORS,
    *names.OPERATORS,
)


def edits(reference: Reference) -> Iterator[Edit]:
    """The mutations of what stands between the marks, expression by expression, then of statements."""
    for function in reference.functions():
        scope = Scope(reference, function)
        inside = filter(reference.is_solution, ast.walk(function))
        for node in inside:
            for change in chain.from_iterable(operator(node, scope) for operator in OPERATORS):
                yield _edit(reference, change)
        yield from statements.edits(scope)


def _edit(reference: Reference, change: Change) -> Edit:
    """The change, in parentheses where what stands around it would take it apart."""
    plain = Edit(change.operator, *reference.span(change.node), change.code)
    if isinstance(change.node, ast.stmt):
        return plain
    safe = replace(plain, text=f"({change.code})")
    fitting = plain if reference.program(plain) == reference.program(safe) else safe
    return reference.unguarded(fitting)


def _without(call: ast.Call, keyword: ast.keyword, scope: Scope) -> str:
    others = [part for part in (*call.args, *call.keywords) if part is not keyword]
    return f"{scope.code(call.func)}({', '.join(map(scope.code, others))})"
