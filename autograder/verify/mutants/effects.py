"""Mutants with a right result and a side effect."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, around
from .scope import Scope

SETTINGS = (
    ("default dtype left at float64", "torch.set_default_dtype(torch.float64)"),
    ("gradients left off", "torch.set_grad_enabled(False)"),
)
DRAWS = (
    ("drawn once more", "torch.rand((), generator={name})"),
    ("set back", "{name}.manual_seed({name}.initial_seed())"),
)
"""Effects on a generator after its numbers are drawn."""

GENERATORS = (
    ("a generator of its own, seeded alike", "{name} = torch.Generator().manual_seed({name}.initial_seed())"),
    ("torch's own generator, seeded alike", "{name} = torch.manual_seed({name}.initial_seed())"),
    ("the generator of the first call", "{name} = _kept.setdefault(0, {name})"),
)
"""Generators to draw from in place of the given one."""

FLAGS = (
    ("no longer requires its gradient", "if {name}.is_leaf:\n    {name}.requires_grad_(False)"),
    ("requires its gradient from then on", "if {name}.is_leaf:\n    {name}.requires_grad_()"),
    ("keeps a hook", "if {name}.requires_grad:\n    {name}.register_hook(torch.neg)"),
)
LEFT_GRADIENTS = (
    ("keeps a gradient", "if {name}.is_leaf:\n    {name}.grad = torch.ones_like({name})"),
    ("has its gradient zeroed", "if {name}.is_leaf and {name}.grad is not None:\n    {name}.grad.zero_()"),
)
"""Effects on a tensor of the caller's."""


def settings(node: ast.AST, scope: Scope) -> Iterator[Change]:
    if node is scope.function and scope.reference.knows_torch:
        for operator, setting in SETTINGS:
            yield from _afterwards(operator, scope, setting)


def generator(node: ast.AST, scope: Scope) -> Iterator[Change]:
    for name in scope.generators if node is scope.function else ():
        for operator, template in DRAWS:
            yield from _afterwards(operator, scope, template.format(name=name))
        for operator, template in GENERATORS:
            instead = f"{template.format(name=name)}\nreturn _call"
            yield from around(operator, scope, instead, before="{}" if "_kept" in template else "")


def left_on_tensors(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """Flags, hooks and gradients of tensors that can have a gradient."""
    if node is not scope.function or not scope.reference.speaks_of_gradients:
        return
    for name in scope.tensors:
        if scope.is_whole(name) or scope.shape(name) == ():
            continue
        required = "require" in scope.about(name)
        flags = [flag for flag in FLAGS if not (required and "from then on" in flag[0])]
        for operator, template in (*flags, *(() if scope.is_changed(name) else LEFT_GRADIENTS)):
            yield from _afterwards(f"{name} {operator}", scope, template.format(name=name))


def used_up(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A list, dict or tensor of the caller's, emptied or zeroed after the result is computed."""
    for name in scope.left_alone if node is scope.function else ():
        emptied = f"{name}.{'zero_' if name in scope.tensors else 'clear'}()"
        yield from _afterwards(f"{name} used up", scope, emptied)


def _afterwards(operator: str, scope: Scope, effect: str) -> Iterator[Change]:
    yield from around(operator, scope, f"_result = _call\n{effect}\nreturn _result")
