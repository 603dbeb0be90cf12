"""Pieces of programs from templates, and trees with other pieces in them."""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

GUARDS = frozenset({"strict"})
"""Keywords that only make what is wrong raise. Few students write them, so mutants do without."""

Node = TypeVar("Node", bound=ast.AST)
Part = ast.expr | str


def expression(template: str, **parts: Part) -> ast.expr:
    """The expression of a template in which names stand for parts.

    Args:
        template: an expression, such as `"left @ right"`.
        parts: what takes the place of each of these names: an expression, or another name.
    """
    filled: ast.expr = _Filled(parts).visit(ast.parse(template, mode="eval").body)
    return filled


def statements(template: str, **parts: Part) -> list[ast.stmt]:
    """The statements of a template in which names stand for parts, as for `expression`."""
    return [_Filled(parts).visit(statement) for statement in ast.parse(template).body]


def with_fields(node: Node, **fields: Any) -> Node:
    """A node like another one but for some of its fields."""
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def replaced(node: ast.AST, new: Mapping[ast.AST, Sequence[ast.AST]]) -> list[ast.AST]:
    """What becomes of a tree with other nodes in place of some of it; what is not changed is shared.

    Args:
        node: the top of the tree; it is not changed itself.
        new: for each node, what takes its place: one node, or any number in a list of statements.
    """
    if node in new:
        return list(new[node])
    changes = {}
    for name, value in ast.iter_fields(node):
        parts = value if isinstance(value, list) else [value]
        made = [
            one for part in parts for one in (replaced(part, new) if isinstance(part, ast.AST) else [part])
        ]
        if len(made) != len(parts) or any(one is not part for one, part in zip(made, parts, strict=True)):
            changes[name] = made if isinstance(value, list) else made[0]
    if not changes:
        return [node]
    changes |= {name: [ast.Pass()] for name in ("body", "finalbody") if changes.get(name) == []}
    return [_unguarded(with_fields(node, **changes))]


def _unguarded(node: ast.AST) -> ast.AST:
    if not isinstance(node, ast.Call):
        return node
    return with_fields(node, keywords=[one for one in node.keywords if one.arg not in GUARDS])


class _Filled(ast.NodeTransformer):
    """Puts parts in the place of names."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._parts = parts

    def visit_Name(self, node: ast.Name) -> ast.expr:
        part = self._parts.get(node.id, node)
        return ast.Name(part, node.ctx) if isinstance(part, str) else part
