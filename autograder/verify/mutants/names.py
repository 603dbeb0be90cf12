"""Mutants that take one thing for another: names, operands, calls, constants."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from .change import Change, instead
from .scope import Scope

NUMBERS = {"int": "10", "float": "0.1"}
"""Numbers that somebody might have tried a function with and left in it."""


def alike(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A parameter in place of another of the same kind."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in scope.annotations:
        for other in scope.annotations:
            if other != node.id and scope.kind(other) == scope.kind(node.id):
                yield instead(f"{other} for {node.id}", node, other)


def earlier(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A name replaced by one that it was computed from."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for source in scope.derived.get(node.id, ()):
            yield instead(f"{source} for {node.id}", node, source)


def number(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A number in place of a parameter or a length."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if scope.annotations.get(name) in NUMBERS:
            yield instead(f"a number for {name}", node, NUMBERS[scope.annotations[name]])
        case ast.Call(func=ast.Name(id="len")):
            yield instead("a number for a length", node, NUMBERS["int"])


def operand(node: ast.AST, scope: Scope) -> Iterator[Change]:
    if isinstance(node, ast.BinOp):
        yield Change("second operand left out", {node: [node.left]})
        yield Change("first operand left out", {node: [node.right]})


def call(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Call(func=ast.Name(id="range" | "len" | "enumerate" | "zip" | "print")):
            return
        case ast.Call(args=[ast.Starred()]):
            return
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]):
            yield Change(f"{name} left out", {node: [argument]})
            if name == "sorted":
                yield instead("turned round", node, "sorted(values, reverse=True)", values=argument)
            elif name not in dir(builtins):
                yield instead(f"{name} twice", node, "function(call)", function=name, call=node)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch"), attr="tensor"), args=[argument]):
            yield Change("torch.tensor left out", {node: [argument]})


def text(node: ast.AST, scope: Scope) -> Iterator[Change]:
    match node:
        case ast.Constant(value=""):
            yield instead("a blank for nothing", node, '" "')
        case ast.Constant(value=str()):
            yield instead("nothing for a text", node, '""')
