"""Makes pieces of programs from templates, and replaces nodes of trees."""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

GUARDS = frozenset({"strict"})
"""Keywords that only make mistakes raise. Few students write them, so mutants omit them."""

Node = TypeVar("Node", bound=ast.AST)
Part = ast.expr | str


def expression(template: str, **parts: Part) -> ast.expr:
    """The expression of a template, with names replaced by parts.

    Args:
        template: an expression, such as `"left @ right"`.
        parts: the replacement of each name: an expression, or another name.
    """
    filled: ast.expr = _Filled(parts).visit(ast.parse(template, mode="eval").body)
    return filled


def statements(template: str, **parts: Part) -> list[ast.stmt]:
    """The statements of a template, with names replaced by parts as in `expression`."""
    return [_Filled(parts).visit(statement) for statement in ast.parse(template).body]


def with_fields(node: Node, **fields: Any) -> Node:
    """A copy of a node with some fields changed."""
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def replaced(node: ast.AST, new: Mapping[ast.AST, Sequence[ast.AST]]) -> list[ast.AST]:
    """A tree with some nodes replaced; the copy shares unchanged nodes.

    Args:
        node: the top of the tree, which does not change.
        new: the replacements of each node: one node, or any number in a list of statements.
    """
    if node in new:
        return list(new[node])
    changes = {}
    for name, value in ast.iter_fields(node):
        parts = value if isinstance(value, list) else [value]
        made = [
            copied
            for part in parts
            for copied in (replaced(part, new) if isinstance(part, ast.AST) else [part])
        ]
        if len(made) != len(parts) or any(a is not b for a, b in zip(made, parts, strict=True)):
            changes[name] = made if isinstance(value, list) else made[0]
    if not changes:
        return [node]
    changes |= {name: [ast.Pass()] for name in ("body", "finalbody") if changes.get(name) == []}
    return [_unguarded(with_fields(node, **changes))]


def _unguarded(node: ast.AST) -> ast.AST:
    if not isinstance(node, ast.Call):
        return node
    return with_fields(node, keywords=[keyword for keyword in node.keywords if keyword.arg not in GUARDS])


class _Filled(ast.NodeTransformer):
    """Replaces names by parts."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._parts = parts

    def visit_Name(self, node: ast.Name) -> ast.expr:
        part = self._parts.get(node.id, node)
        return ast.Name(part, node.ctx) if isinstance(part, str) else part
