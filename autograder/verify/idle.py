"""Idle modules: they return something, but compute nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from . import right_form
from .mutants.reference import Reference

NOTHING, RAISES = "returns None", "raises"
BODIES = {
    NOTHING: "return None",
    "returns an empty list": "return []",
    RAISES: 'raise RuntimeError("nothing is computed")',
    "returns its first argument": "return arguments[0] if arguments else None",
}
FILLED = {
    "returns zeros of the right form": "zeros",
    "returns ones of the right form": "ones",
    "returns noise of the right form": "noise",
}
WITH_A_FORM = frozenset({"returns its first argument", *FILLED})
"""The idle modules that may pass tests of type, shape and dtype."""

_ON_RIGHT_ONES = """
_right, _form = {{"__name__": __name__}}, {{}}
exec({right!r}, _right)
exec({form!r}, _form)
"""
"""The start of a module that keeps the right functions in a namespace of its own and calls them."""


def idle_modules(reference: Path) -> Iterator[tuple[str, str]]:
    """Each way of computing nothing: its name, and a module in which all functions and methods do just that.

    A function that is annotated to return None does nothing. If all are, there is no form to get right.

    Args:
        reference: the file of the reference.
    """
    read = Reference(reference)
    giving = {place: not _gives_nothing(function) for place, function in read.called().items()}
    for name, body in BODIES.items():
        if any(giving.values()) or name in (NOTHING, RAISES):
            bodies = {
                function: body if gives or name == RAISES else BODIES[NOTHING]
                for function, gives in giving.items()
            }
            yield name, "\n".join([read.text, *(_function(place, body) for place, body in bodies.items())])
    if any(giving.values()):
        for name, filled_with in FILLED.items():
            yield name, _of_right_form(read.text, giving, filled_with)


def _gives_nothing(function: ast.FunctionDef) -> bool:
    return isinstance(function.returns, ast.Constant) and function.returns.value is None


def _function(place: str, body: str) -> str:
    name = "_idle" if "." in place else place
    made = f"def {name}(*arguments, **keywords):\n    {body}\n"
    return made if name == place else f"{made}{place} = {name}\n"


def _of_right_form(text: str, giving: dict[str, bool], filled_with: str) -> str:
    form = Path(right_form.__file__).read_text(encoding="utf-8")
    start = _ON_RIGHT_ONES.format(right=text, form=form)
    classes = {place.partition(".")[0] for place in giving if "." in place}
    idle = [
        f'{place} = _form["of_right_form"]({_of_right(place)}, "{filled_with}")\n'
        if gives
        else _function(place, BODIES[NOTHING])
        for place, gives in giving.items()
    ]
    return "\n".join([start, *(f"{name} = {_of_right(name)}" for name in sorted(classes)), *idle])


def _of_right(place: str) -> str:
    name, dot, method = place.partition(".")
    return f'_right["{name}"]{dot}{method}'
