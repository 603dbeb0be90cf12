"""Misplaced files of an assignment: `verify` would silently ignore them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from ..course import Assignment
from .proof import Shortfall


def astray(assignment: Assignment) -> Iterator[Shortfall]:
    """Entries below alternatives, misconceptions and stand-ins that do not belong there or are unreadable."""
    for folder in (assignment.alternatives, assignment.misconceptions):
        for path in _entries(folder):
            if isinstance(path, Shortfall):
                yield path
            elif path.name in assignment.modules:
                yield from _no_modules(path)
            else:
                yield _of_no_exercise(assignment, path, path.name)
    for path in _entries(assignment.stand_ins):
        if isinstance(path, Shortfall):
            yield path
        elif path.stem not in assignment.modules and path != assignment.recipes:
            yield _of_no_exercise(assignment, path, path.stem)


def _no_modules(folder: Path) -> Iterator[Shortfall]:
    for path in _entries(folder):
        if isinstance(path, Shortfall):
            yield path
        elif path.suffix != ".py":
            where = f"{folder.parent.name}/{folder.name}/{path.name}"
            yield Shortfall(where, "is no module", "let its name end in .py, or take it out")


def _entries(folder: Path) -> list[Path | Shortfall]:
    """The entries of a folder, or why it cannot be read; empty if there is no such folder."""
    if not folder.exists() and not folder.is_symlink():
        return []
    try:
        return [path for path in sorted(folder.iterdir()) if path.name[0] not in "._"]
    except OSError as error:
        where = f"{folder.parent.name}/{folder.name}"
        return [Shortfall(where, f"cannot be read: {error.strerror}", "make it a folder that can be read")]


def _of_no_exercise(assignment: Assignment, path: Path, name: str) -> Shortfall:
    near = get_close_matches(name, assignment.modules, n=1)
    meant = f"call it {near[0]}" if near else f"exercises are {', '.join(assignment.modules)}"
    return Shortfall(f"{path.parent.name}/{path.name}", "belongs to no exercise", f"{meant}, or take it out")
