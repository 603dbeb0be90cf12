"""Changes of a reference: other nodes in place of some of its tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .scope import Scope
from .trees import Part, expression, statements, with_fields


@dataclass(frozen=True)
class Change:
    """Other nodes in place of some.

    Attributes:
        operator: what it does, in words for the author of the tests.
        new: for each node that goes, what takes its place; nothing where a statement is left out.
        shown: what stood there and what stands there now, where a person would not want to read it all.
    """

    operator: str
    new: Mapping[ast.AST, Sequence[ast.AST]]
    shown: tuple[str, str] | None = None

    @property
    def line(self) -> int:
        """The first line that it changes, in the reference."""
        return min(line for node in self.new if (line := getattr(node, "lineno", 0)))


Operator = Callable[[ast.AST, Scope], Iterator[Change]]
"""Finds the changes of one kind at a node of a function: an expression, a statement, or the function."""


def instead(operator: str, node: ast.AST, template: str, **parts: Part) -> Change:
    """An expression of a template in the place of another one."""
    return Change(operator, {node: [expression(template, **parts)]})


def at_the_start(operator: str, scope: Scope, template: str, **parts: Part) -> Change:
    """Statements in front of all that students write in the body of a function."""
    first = next(one for one in scope.function.body if scope.reference.is_solution(one))
    return Change(operator, {first: [*statements(template, **parts), first]})


def around(operator: str, scope: Scope, template: str, before: str = "") -> Iterator[Change]:
    """A function in the place of another one, which it can call.

    Args:
        template: the body, in which `_call` stands for the call of the right function with all
            arguments, and `_kept` for a value of the module.
        before: the first value of `_kept`, if there is one.

    Yields:
        Nothing for methods and decorated functions.
    """
    function = scope.function
    if not scope.reference.is_top_level(function):
        return
    right, kept = f"_right_{function.name}", f"_kept_by_{function.name}"
    body = statements(template, _call=_call(right, function.args), _kept=kept)
    outer = with_fields(function, body=body)
    first = statements(f"{kept} = {before}") if before else []
    plain = statements(template, _call=_call("right", function.args), _kept="kept")
    lines = [line.strip() for statement in plain for line in ast.unparse(statement).splitlines()]
    shown = f"{function.name}({', '.join(scope.parameters)})", "; ".join(lines)
    yield Change(operator, {function: [*first, with_fields(function, name=right), outer]}, shown)


def _call(name: str, arguments: ast.arguments) -> ast.Call:
    """A call that hands on all that a function is given."""
    plain = [ast.Name(one.arg) for one in (*arguments.posonlyargs, *arguments.args)]
    rest = [ast.Starred(ast.Name(arguments.vararg.arg))] if arguments.vararg else []
    named = [ast.keyword(one.arg, ast.Name(one.arg)) for one in arguments.kwonlyargs]
    others = [ast.keyword(None, ast.Name(arguments.kwarg.arg))] if arguments.kwarg else []
    return ast.Call(ast.Name(name), [*plain, *rest], [*named, *others])
