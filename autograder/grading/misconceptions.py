"""Misconceptions as files: wrong modules, each with a name and a hint."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from ..course import Assignment
from ..errors import UsageError


@dataclass(frozen=True)
class WrongModule:
    """A misconception of an exercise.

    Attributes:
        module: the exercise's.
        name: the file's name, without `.py`.
        hint: the first line of its docstring, which the student reads; empty where there is none.
        seen: what the docstring says about where learners made this mistake; empty where nothing.
        path: the file.
    """

    module: str
    name: str
    hint: str
    seen: str
    path: Path


def misconceptions_of(assignment: Assignment, module: str) -> tuple[WrongModule, ...]:
    """The misconceptions of an exercise, by name.

    Raises:
        UsageError: a file is no Python.
    """
    paths = sorted((assignment.misconceptions / module).glob("*.py"))
    return tuple(_wrong_module(module, path) for path in paths)


def _wrong_module(module: str, path: Path) -> WrongModule:
    try:
        documented = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    except (OSError, SyntaxError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from None
    hint, _, rest = documented.partition("\n")
    seen = " ".join(rest.split())
    return WrongModule(module, path.stem, hint.strip(), seen.removeprefix("Seen:").strip(), path)
