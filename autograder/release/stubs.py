"""Stubs: references without the regions that students write."""

from __future__ import annotations

import ast
from pathlib import Path

from ..errors import UsageError
from .regions import regions_of, text_of


def stub(reference: Path) -> str:
    """The stub of a reference: its solution regions raise NotImplementedError with its name.

    Raises:
        UsageError: the regions are malformed or missing, or the stub does not parse.
    """
    lines = text_of(reference).split("\n")
    task = f'raise NotImplementedError("exercise {reference.stem}: your code goes here")'
    kept: list[str] = []
    done = 0
    for region in regions_of(reference):
        kept += [*lines[done : region.begin - 1], region.indent + task]
        done = region.end
    text = "\n".join([*kept, *lines[done:]])
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise UsageError(f"{reference}: its stub is no Python: {error.msg}, line {error.lineno}") from None
    return text
