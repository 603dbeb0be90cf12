"""Mutants of statements: removed, done twice, in another order, inside a loop or outside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .change import Change
from .scope import EFFECTS_UNSEEN, Scope
from .trees import with_fields

Loop = ast.For | ast.While


def removed(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Return(value=ast.expr() as value):
            yield Change("return left out", {node: [ast.Expr(value)]})
        case ast.Return() | ast.For() | ast.While() | ast.Pass():
            return
        case ast.stmt() if node is not scope.function and _bound(node) <= _bound_before(scope, node):
            yield Change("statement left out", {node: []})


def done_twice(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """An update or append done twice; other calls for effect may do the same the second time."""
    if isinstance(node, ast.AugAssign) or _is_append(node):
        yield Change("done twice", {node: [node, node]})


def exchanged(node: ast.AST, scope: Scope) -> Iterator[Change]:
    for block in _blocks(node, scope):
        for first, second in pairwise(block):
            long = isinstance(first, Loop) or isinstance(second, Loop | ast.Return)
            if not long and _matters(scope, first, [second]):
                yield Change("statements exchanged", {first: [second], second: [first]})


def done_last(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A statement moved to the end of its block, before a `return`."""
    for block in _blocks(node, scope):
        movable = [statement for statement in block if not isinstance(statement, ast.Return)]
        for position, statement in enumerate(movable[:-2]):
            others = movable[position + 1 :]
            if _matters(scope, statement, others):
                yield Change("done last", {statement: [], others[-1]: [others[-1], statement]})


def into_the_loop(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """The statement after a loop, moved into it."""
    for block in _blocks(node, scope):
        for loop, following in pairwise(block):
            if isinstance(loop, Loop):
                longer = with_fields(loop, body=[*loop.body, following])
                yield Change("inside the loop", {loop: [longer], following: []})


def behind_the_loop(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """The last statement of a loop, moved behind it."""
    if isinstance(node, Loop) and len(node.body) > 1 and not _leaves_a_loop(node.body[-1]):
        yield Change("behind the loop", {node: [with_fields(node, body=node.body[:-1]), node.body[-1]]})


def before_the_loop(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """The first statement of a loop, moved before it."""
    if isinstance(node, Loop) and len(node.body) > 1 and not _leaves_a_loop(node.body[0]):
        first, *others = node.body
        if _used(first) & scope.known <= _bound_before(scope, node):
            yield Change("before the loop", {node: [first, with_fields(node, body=others)]})


def anew_in_each_round(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """What a loop changes, reset to its first value in each round."""
    for block in _blocks(node, scope):
        for position, loop in enumerate(block):
            for earlier in block[:position] if isinstance(loop, Loop) else ():
                if isinstance(loop, Loop) and _bound(earlier) & _changed(loop):
                    longer = with_fields(loop, body=[earlier, *loop.body])
                    yield Change("anew in each round", {earlier: [], loop: [longer]})


def only_one_round(node: ast.AST, scope: Scope) -> Iterator[Change]:
    if isinstance(node, Loop):
        yield Change("only one round", {node: [with_fields(node, body=[*node.body, ast.Break()])]})


def no_round(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.For(iter=values):
            yield Change("no round of the loop", {values: [ast.List([], ast.Load())]})


def another_way_out(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Break():
            yield Change("continue for break", {node: [ast.Continue()]})
        case ast.Continue():
            yield Change("break for continue", {node: [ast.Break()]})


def _blocks(node: ast.AST, scope: Scope) -> Iterator[Sequence[ast.stmt]]:
    """The blocks of a statement, as far as they belong to the solution."""
    for field in ("body", "orelse"):
        held = getattr(node, field, None)
        if isinstance(node, ast.stmt) and isinstance(held, list):
            yield [statement for statement in held if scope.reference.is_solution(statement)]


def _matters(scope: Scope, statement: ast.stmt, others: Sequence[ast.stmt]) -> bool:
    """Whether a statement can move behind others, and may then change the result."""
    if any(map(_is_method_call, others)) and _is_method_call(statement):
        return False
    needed = _bound(statement) - _bound_before(scope, statement)
    if any(needed & _used(other) for other in others):
        return False
    return any(_touch(statement, other) or _touch(other, statement) for other in others)


def _touch(first: ast.stmt, second: ast.stmt) -> bool:
    return _has_unseen_effects(first) or bool(_changed(first) & (_used(second) | _changed(second)))


def _changed(statement: ast.stmt) -> frozenset[str]:
    """The names that a statement binds, or whose values it may change."""
    found = set(_bound(statement))
    for node in ast.walk(statement):
        match node:
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                found |= _root(node)
            case ast.Expr(value=ast.Call(func=function, args=arguments)):
                found |= _root(function).union(*map(_root, arguments))
    return frozenset(found)


def _root(node: ast.expr) -> set[str]:
    """The name at the start of `name.attribute[index].method`."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _bound(statement: ast.stmt) -> frozenset[str]:
    return frozenset(_names(statement, ast.Store))


def _used(statement: ast.stmt) -> frozenset[str]:
    augmented = [node.target for node in ast.walk(statement) if isinstance(node, ast.AugAssign)]
    return frozenset(_names(statement, ast.Load)).union(*map(_root, augmented))


def _names(statement: ast.stmt, context: type[ast.expr_context]) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, context):
            yield node.id


def _bound_before(scope: Scope, statement: ast.stmt) -> frozenset[str]:
    """The parameters, and the names bound on lines above a statement."""
    above = {
        node.id
        for node in ast.walk(scope.function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.lineno < statement.lineno
    }
    return frozenset({*above, *scope.parameters})


def _is_method_call(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))):
            return name not in EFFECTS_UNSEEN
    return False


def _is_append(statement: ast.AST) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="append"))):
            return True
    return False


def _has_unseen_effects(statement: ast.stmt) -> bool:
    calls = (node.func for node in ast.walk(statement) if isinstance(node, ast.Call))
    return any(isinstance(function, ast.Attribute) and function.attr in EFFECTS_UNSEEN for function in calls)


def _leaves_a_loop(statement: ast.stmt) -> bool:
    """Whether a statement makes sense only in a loop."""
    return any(isinstance(node, ast.Break | ast.Continue) for node in ast.walk(statement))
