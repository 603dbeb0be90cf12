"""Mutations of statements: removed, done twice, in another order, inside a loop or outside it."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .edits import Edit
from .scope import EFFECTS_UNSEEN, Scope

STEP = "    "

Loop = ast.For | ast.While


@dataclass(frozen=True)
class Block:
    """Statements of the solution that stand below each other, and what holds them."""

    scope: Scope
    holder: ast.stmt
    statements: Sequence[ast.stmt]

    def code(self, statement: ast.stmt, column: int) -> str:
        """The whole lines of a statement, moved so that they start at a column."""
        start, end = self.scope.reference.lines(statement.lineno, _last_line(statement))
        return textwrap.indent(textwrap.dedent(self.scope.reference.text[start:end]), " " * column)

    def edit(self, operator: str, first: ast.stmt, last: ast.stmt, codes: Sequence[str]) -> Edit:
        """Other lines in place of those from the first statement to the last."""
        start, end = self.scope.reference.lines(first.lineno, _last_line(last))
        return Edit(operator, start, end, "".join(codes))


def edits(scope: Scope) -> Iterator[Edit]:
    """The mutations of statements, block by block."""
    for block in _blocks(scope):
        for operator in OPERATORS:
            yield from operator(block)


def removed(block: Block) -> Iterator[Edit]:
    for statement in block.statements:
        alone = len(getattr(block.holder, "body", ())) == 1
        instead = [" " * statement.col_offset + "pass\n"] if alone else []
        match statement:
            case ast.Return(value=ast.expr() as value):
                line = f"{' ' * statement.col_offset}{block.scope.code(value)}\n"
                yield block.edit("return left out", statement, statement, [line])
            case ast.For() | ast.While():
                continue
            case _ if _bound(statement) <= _bound_before(block.scope, statement):
                yield block.edit("statement left out", statement, statement, instead)


def done_twice(block: Block) -> Iterator[Edit]:
    """What changes a value, once more; a call for its effect may well do the same again."""
    for statement in block.statements:
        if isinstance(statement, ast.AugAssign) or _is_append(statement):
            code = block.code(statement, statement.col_offset)
            yield block.edit("done twice", statement, statement, [code, code])


def exchanged(block: Block) -> Iterator[Edit]:
    for first, second in pairwise(block.statements):
        long = isinstance(first, Loop) or isinstance(second, Loop | ast.Return)
        if not long and _matters(block.scope, first, [second]):
            codes = [block.code(second, second.col_offset), block.code(first, first.col_offset)]
            yield block.edit("statements exchanged", first, second, codes)


def done_last(block: Block) -> Iterator[Edit]:
    """A statement behind all others of its block, a `return` excepted."""
    movable = [one for one in block.statements if not isinstance(one, ast.Return)]
    for position, statement in enumerate(movable[:-2]):
        others = movable[position + 1 :]
        if _matters(block.scope, statement, others):
            codes = [block.code(one, one.col_offset) for one in (*others, statement)]
            yield block.edit("done last", statement, others[-1], codes)


def into_the_loop(block: Block) -> Iterator[Edit]:
    """What follows a loop, indented as if it belonged to it."""
    for loop, following in pairwise(block.statements):
        if isinstance(loop, Loop):
            column = loop.body[-1].col_offset
            codes = [block.code(loop, loop.col_offset), block.code(following, column)]
            yield block.edit("inside the loop", loop, following, codes)


def behind_the_loop(block: Block) -> Iterator[Edit]:
    """The last statement of a loop, as if the loop had ended before."""
    holder = block.holder
    if isinstance(holder, Loop) and len(holder.body) > 1:
        last = holder.body[-1]
        yield block.edit("behind the loop", last, last, [block.code(last, holder.col_offset)])


def before_the_loop(block: Block) -> Iterator[Edit]:
    """The first statement of a loop, done once for all rounds."""
    holder = block.holder
    if isinstance(holder, Loop) and len(holder.body) > 1:
        first, second = holder.body[:2]
        if _used(first) & block.scope.known <= _bound_before(block.scope, holder):
            start, _ = block.scope.reference.lines(holder.lineno, holder.lineno)
            _, end = block.scope.reference.lines(first.lineno, second.lineno - 1)
            head = block.scope.reference.text[
                start : block.scope.reference.lines(first.lineno, first.lineno)[0]
            ]
            yield Edit("before the loop", start, end, block.code(first, holder.col_offset) + head)


def anew_in_each_round(block: Block) -> Iterator[Edit]:
    """What a loop changes, given its first value at the start of each round."""
    for position, loop in enumerate(block.statements):
        if isinstance(loop, Loop):
            for earlier in block.statements[:position]:
                if _bound(earlier) & _changed(loop):
                    yield _anew(block, earlier, loop)


def argument_used_up(block: Block) -> Iterator[Edit]:
    """A list or tensor that the caller still holds, emptied or zeroed once the result is there."""
    scope, last = block.scope, block.statements[-1]
    if block.holder is not scope.function:
        return
    indent = " " * last.col_offset
    for name in scope.left_alone:
        use_up = f"{indent}{name}.{'zero_' if scope.annotations[name].endswith('Tensor') else 'clear'}()\n"
        if isinstance(last, ast.Return) and last.value is not None:
            result = f"{indent}result = {scope.code(last.value)}\n"
            codes = [result, use_up, f"{indent}return result\n"]
        else:
            codes = [block.code(last, last.col_offset), use_up]
        yield block.edit(f"{name} used up", last, last, codes)


def only_one_round(block: Block) -> Iterator[Edit]:
    if isinstance(block.holder, Loop):
        last = block.holder.body[-1]
        codes = [block.code(last, last.col_offset), " " * last.col_offset + "break\n"]
        yield block.edit("only one round", last, last, codes)


def _anew(block: Block, earlier: ast.stmt, loop: Loop) -> Edit:
    text, lines = block.scope.reference.text, block.scope.reference.lines
    start, after_earlier = lines(earlier.lineno, _last_line(earlier))
    body, end = lines(loop.body[0].lineno, _last_line(loop))
    moved = block.code(earlier, loop.body[0].col_offset)
    return Edit("anew in each round", start, end, text[after_earlier:body] + moved + text[body:end])


def _blocks(scope: Scope) -> Iterator[Block]:
    for holder in ast.walk(scope.function):
        for field in ("body", "orelse"):
            statements = getattr(holder, field, None)
            if isinstance(holder, ast.stmt) and isinstance(statements, list):
                inside = [one for one in statements if scope.reference.is_solution(one)]
                if inside:
                    yield Block(scope, holder, inside)


def _matters(scope: Scope, statement: ast.stmt, others: Sequence[ast.stmt]) -> bool:
    """Whether a statement can be moved behind others, and whether the result may be another one."""
    if any(_is_method_call(one) for one in others) and _is_method_call(statement):
        return False
    needed = _bound(statement) - _bound_before(scope, statement)
    if any(needed & _used(other) for other in others):
        return False
    return any(_touch(statement, other) or _touch(other, statement) for other in others)


def _touch(one: ast.stmt, other: ast.stmt) -> bool:
    return _has_unseen_effects(one) or bool(_changed(one) & (_used(other) | _changed(other)))


def _changed(statement: ast.stmt) -> frozenset[str]:
    """The names that are bound anew, or whose values a statement may change."""
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
    """The parameters, and the names that are bound on lines above a statement."""
    above = {
        node.id
        for node in ast.walk(scope.function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.lineno < statement.lineno
    }
    return frozenset(above | {parameter.arg for parameter in scope.function.args.args})


def _is_method_call(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))):
            return name not in EFFECTS_UNSEEN
    return False


def _is_append(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="append"))):
            return True
    return False


def _has_unseen_effects(statement: ast.stmt) -> bool:
    calls = (node.func for node in ast.walk(statement) if isinstance(node, ast.Call))
    return any(isinstance(function, ast.Attribute) and function.attr in EFFECTS_UNSEEN for function in calls)


def _last_line(statement: ast.stmt) -> int:
    assert statement.end_lineno is not None
    return statement.end_lineno


OPERATORS = (
    removed,
    done_twice,
    exchanged,
    done_last,
    into_the_loop,
    behind_the_loop,
    before_the_loop,
    anew_in_each_round,
    only_one_round,
    argument_used_up,
)
