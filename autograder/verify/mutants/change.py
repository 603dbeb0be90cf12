"""Changes of a reference: nodes of its tree replaced by others."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .scope import Scope
from .trees import Part, expression, statements, with_fields


@dataclass(frozen=True)
class Change:
    """Nodes replaced by others.

    Attributes:
        operator: what it does, in words for the author of the tests.
        new: the replacements of each node; empty for a statement that is left out.
        shown: before and after in short, if the full text is too long to read.
    """

    operator: str
    new: Mapping[ast.AST, Sequence[ast.AST]]
    shown: tuple[str, str] | None = None

    @property
    def line(self) -> int:
        """The first line that it changes, in the reference."""
        return min(line for node in self.new if (line := getattr(node, "lineno", 0)))


Operator = Callable[[ast.AST, Scope], Iterator[Change]]
"""Finds the changes of one kind at a node: an expression, a statement, or the function.

Each public function of a module of `KINDS` is one.
"""


def instead(operator: str, node: ast.AST, template: str, **parts: Part) -> Change:
    """An expression replaced by one from a template; see `expression`."""
    return Change(operator, {node: [expression(template, **parts)]})


def at_the_start(operator: str, scope: Scope, template: str, **parts: Part) -> Change:
    """Statements put before all that students write in the body of a function."""
    first = next(statement for statement in scope.function.body if scope.reference.is_solution(statement))
    return Change(operator, {first: [*statements(template, **parts), first]})


def around(operator: str, scope: Scope, template: str, before: str = "") -> Iterator[Change]:
    """A function wrapped by another.

    Args:
        operator: what it does, in words for the author of the tests.
        scope: of the function.
        template: the wrapper's body, in which `_call` stands for the call of the right function with all
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
    """A call that passes on all arguments of a function."""
    plain = [ast.Name(parameter.arg) for parameter in (*arguments.posonlyargs, *arguments.args)]
    rest = [ast.Starred(ast.Name(arguments.vararg.arg))] if arguments.vararg else []
    named = [ast.keyword(parameter.arg, ast.Name(parameter.arg)) for parameter in arguments.kwonlyargs]
    others = [ast.keyword(None, ast.Name(arguments.kwarg.arg))] if arguments.kwarg else []
    return ast.Call(ast.Name(name), [*plain, *rest], [*named, *others])
