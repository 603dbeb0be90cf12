"""Mutants that remember: an earlier call affects a later one.

The tests of one exercise run in one process, so a second call can show it. A buffer that is returned
again shows only to a test that has kept the earlier result.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .change import Change, around
from .scope import Scope
from .trees import expression, replaced, statements, with_fields

MADE = frozenset({"zeros", "ones", "full", "empty"})
"""Functions that make a tensor to fill."""

BY_VALUE = frozenset({"int", "float", "str", "bool"})
"""Arguments that serve as keys to results; tensors, lists and dicts go by size."""

GIVEN_AGAIN = {
    "Tensor": """
_kept.setdefault({place}, {{}}).setdefault({part}.shape, {part}.detach()).copy_({part}.detach())
{part}.data = _kept[{place}][{part}.shape]
""",
    "list": """
_kept.setdefault({place}, [])[:] = {part}
{part} = _kept[{place}]
""",
    "dict": """
_kept.setdefault({place}, {{}}).clear()
_kept[{place}].update({part})
{part} = _kept[{place}]
""",
}
"""For each kind of result, code that fills the earlier object with the new values and returns it again."""


def result_by_size(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """The first call's result returned by all later calls with arguments of the same sizes."""
    if node is scope.function and (sizes := list(_sizes(scope))):
        key = f"({', '.join(sizes)},)"
        template = f"if {key} not in _kept:\n    _kept[{key}] = _call\nreturn _kept[{key}]"
        yield from around("result kept by size", scope, template, before="{}")


def result_by_value(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """`lru_cache`, if each argument can be a key."""
    kinds = set(scope.annotations.values())
    by_value = bool(kinds) and kinds <= BY_VALUE and not scope.gives_nothing
    if node is scope.function and by_value and scope.reference.is_top_level(scope.function):
        cached = with_fields(scope.function, decorator_list=[expression("functools.lru_cache")])
        shown = "", f"@functools.lru_cache; {scope.function.name}({', '.join(scope.parameters)})"
        yield Change("results kept", {node: [*statements("import functools"), cached]}, shown)


def one_result(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """The same object returned by each call, filled anew."""
    if node is not scope.function:
        return
    match scope.function.returns:
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=returned)):
            pass
        case returns:
            returned = [returns] if returns is not None else []
    kinds = [_kind(ast.unparse(annotation)) for annotation in returned]
    if kinds and all(kind in GIVEN_AGAIN for kind in kinds):
        parts = [f"_part_{place}" for place in range(len(kinds))] if len(kinds) > 1 else ["_result"]
        filled = [
            GIVEN_AGAIN[kind].format(part=part, place=place)
            for place, (kind, part) in enumerate(zip(kinds, parts, strict=True))
        ]
        names = ", ".join(parts)
        template = f"{names} = _call\n{''.join(filled)}return {names}"
        yield from around("one result for all calls", scope, template, before="{}")


def collection(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A list or dict that is empty only at the first call, like a mutable default argument."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            pass
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            pass
        case _:
            return
    declared = {each for inner in ast.walk(scope.function) for each in getattr(inner, "names", ())}
    local = name not in declared and name not in scope.parameters
    if scope.parents[node] is scope.function and local and _is_empty(value):
        given = scope.function.args
        more = with_fields(
            given,
            kwonlyargs=[*given.kwonlyargs, ast.arg(name)],
            kw_defaults=[*given.kw_defaults, value],
        )
        empty = ast.unparse(value)
        shown = ast.unparse(node), f"{scope.function.name}({', '.join(scope.parameters)}, *, {name}={empty})"
        yield Change(f"{name} never emptied", {node: [], given: [more]}, shown)


def tensor(node: ast.AST, scope: Scope) -> Iterator[Change]:
    """A tensor made only at the first call, for each size."""
    match node:
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Call(func=ast.Attribute(attr=made), args=[size, *_]) as call,
        ) if made in MADE and scope.reference.is_top_level(scope.function):
            kept = f"_kept_by_{scope.function.name}"
            template = f"{name} = _kept.setdefault(str(_size), _call)"
            again = statements(template, _kept=kept, _size=size, _call=call)
            shown = ast.unparse(node), ast.unparse(again[0])
            module = [*statements(f"{kept} = {{}}"), *replaced(scope.function, {node: again})]
            yield Change(f"{name} made once", {scope.function: module}, shown)


def _sizes(scope: Scope) -> Iterator[str]:
    for name, annotation in scope.annotations.items():
        match _kind(annotation):
            case "Tensor":
                yield f"{name}.shape"
            case "list" | "dict":
                yield f"len({name})"
            case kind if kind in BY_VALUE:
                yield name


def _kind(annotation: str) -> str:
    """An annotation without modules and parts: `Tensor`, `list`."""
    return annotation.partition("[")[0].rpartition(".")[2]


def _is_empty(value: ast.expr) -> bool:
    match value:
        case ast.List(elts=[]) | ast.Dict(keys=[]):
            return True
        case ast.Call(func=ast.Name(id="list" | "dict" | "set"), args=[], keywords=[]):
            return True
    return False
