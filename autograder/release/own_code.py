"""The author's own part of a module: no imports, signatures and docstrings, which all modules share."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence


def own_code(source: str) -> Iterator[str]:
    """The bodies of a module's functions, and its other top-level statements."""
    lines = source.splitlines()
    for node in _without_docstring(ast.parse(source).body):
        match node:
            case ast.Import() | ast.ImportFrom():
                continue
            case ast.FunctionDef(body=body):
                statements = _without_docstring(body)
            case _:
                statements = [node]
        if statements:
            yield "\n".join(lines[statements[0].lineno - 1 : statements[-1].end_lineno])


def _without_docstring(body: Sequence[ast.stmt]) -> Sequence[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
        case _:
            return body
