"""Misplaced files of an assignment: `verify` would silently ignore them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path

from ..course import Assignment
from .proof import Shortfall


def astray(assignment: Assignment) -> Iterator[Shortfall]:
    """Entries below alternatives, misconceptions and stand-ins that do not belong there or are unreadable."""

    def of_an_exercise(path: Path) -> Iterator[Shortfall]:
        if path.name in assignment.modules:
            yield from _judged(path, _no_module)
        else:
            yield _of_no_exercise(assignment, path, path.name)

    def stand_in(path: Path) -> Iterator[Shortfall]:
        if path.stem not in assignment.modules and path != assignment.recipes:
            yield _of_no_exercise(assignment, path, path.stem)

    for folder in (assignment.alternatives, assignment.misconceptions):
        yield from _judged(folder, of_an_exercise)
    yield from _judged(assignment.stand_ins, stand_in)


def _judged(folder: Path, judge: Callable[[Path], Iterator[Shortfall]]) -> Iterator[Shortfall]:
    """What is wrong with the entries of a folder, or with itself; nothing if there is no such folder."""
    if not folder.exists() and not folder.is_symlink():
        return
    try:
        paths = [path for path in sorted(folder.iterdir()) if path.name[0] not in "._"]
    except OSError as error:
        where = f"{folder.parent.name}/{folder.name}"
        yield Shortfall(where, f"cannot be read: {error.strerror}", "make it a folder that can be read")
        return
    for path in paths:
        yield from judge(path)


def _no_module(path: Path) -> Iterator[Shortfall]:
    if path.suffix != ".py":
        where = f"{path.parents[1].name}/{path.parent.name}/{path.name}"
        yield Shortfall(where, "is no module", "let its name end in .py, or take it out")


def _of_no_exercise(assignment: Assignment, path: Path, name: str) -> Shortfall:
    near = get_close_matches(name, assignment.modules, n=1)
    meant = f"call it {near[0]}" if near else f"exercises are {', '.join(assignment.modules)}"
    return Shortfall(f"{path.parent.name}/{path.name}", "belongs to no exercise", f"{meant}, or take it out")
