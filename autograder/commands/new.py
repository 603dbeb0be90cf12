"""`autograder new`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..authoring import EXAMPLE, more_exercises, new_assignment, write_new
from ..course import DESCRIPTION, LAB, load_assignment
from ..errors import UsageError
from ..text import listed, printable

_NAME = re.compile(r"[A-Za-z0-9][\w-]*", re.ASCII)


def new_command(name: str, exercises: Sequence[str]) -> int:
    """Write a new assignment, or new exercises of one.

    Args:
        name: of the assignment, or the path of its folder.
        exercises: their names, in order; a new assignment has an example if there are none.
    """
    folder = _folder(name)
    if (folder / DESCRIPTION).is_file():
        _add(folder, exercises)
    else:
        _begin(folder, exercises or (EXAMPLE,))
    print(
        f"the tests hold as they are, and `autograder verify {name}` proves it: now put your own exercises "
        "in their place"
    )
    return 0


def _folder(name: str) -> Path:
    """The folder that a name or a path stands for; one that is not there yet lies below `solutions/`."""
    named = Path(name)
    return named if (named / DESCRIPTION).is_file() or len(named.parts) != 1 else Path("solutions", name)


def _begin(folder: Path, exercises: Sequence[str]) -> None:
    if not _NAME.fullmatch(folder.name):
        raise UsageError(
            f"“{printable(folder.name)}” cannot be the name of an assignment: it has letters, digits, _ and "
            "-, and begins with a letter or a digit"
        )
    files = new_assignment(folder.name, exercises)
    write_new(folder, files, changed=())
    _tell(folder, files)


def _add(folder: Path, exercises: Sequence[str]) -> None:
    assignment = load_assignment(folder.resolve())
    if not exercises:
        raise UsageError(
            f"{assignment.name} is there already, with {listed(assignment.modules)}: name the exercises "
            "to add"
        )
    files = more_exercises(assignment, exercises)
    write_new(folder, files, changed=(DESCRIPTION, LAB))
    _tell(folder, files)
    print(
        f"{assignment.name} is a draft now, since its points are no longer 100: change them, then take "
        f"`draft = true` out of {folder / DESCRIPTION}"
    )


def _tell(folder: Path, files: Iterable[str]) -> None:
    for path in files:
        print(f"wrote {folder / path}")
