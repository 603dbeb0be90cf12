"""The files of new exercises: small and whole, so that an author changes what works."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.resources import files as package_files
from itertools import pairwise

from ..course import DESCRIPTION, LAB, POINTS, Assignment, check_exercises
from ..errors import UsageError
from ..text import listed
from .description import with_exercises

EXAMPLE = "example"
"""The exercise of a new assignment for which none is named."""

TEMPLATE = "my_exercise"
"""The exercise of the templates."""

TESTS = f"tests/test_{TEMPLATE}.py"
WITHOUT_POINTS = (
    f"{TEMPLATE}.py",
    f"alternatives/{TEMPLATE}/adds_twice.py",
    f"misconceptions/{TEMPLATE}/adds_first.py",
)
LAB_CELLS = "lab_exercise.py"
HANDOUT = "handout.md"

_SHARE = re.compile(r"(?<=@points\()\d+")


def new_assignment(name: str, exercises: Sequence[str]) -> dict[str, bytes]:
    """The files of an assignment, by path in its folder; its points add up to 100.

    Args:
        name: of the assignment.
        exercises: their names, in order.

    Raises:
        UsageError: an exercise cannot have its name, or there are too many.
    """
    _check(exercises)
    title = name.replace("_", " ").replace("-", " ").capitalize()
    modules = listed([f"`{exercise}.py`" for exercise in exercises])
    handout = _template(HANDOUT).replace("@title@", title).replace("@modules@", modules)
    description = f"title = {json.dumps(title)}\nexercises = {json.dumps(list(exercises))}\n"
    lab = _template(LAB).replace("@title@", title) + _lab_cells(exercises)
    files = {HANDOUT: handout, LAB: lab, **_exercises(exercises, 0), DESCRIPTION: description}
    return {path: text.encode() for path, text in files.items()}


def more_exercises(assignment: Assignment, exercises: Sequence[str]) -> dict[str, bytes]:
    """The files of further exercises of an assignment, by path in its folder.

    With their points, those of all exercises are no longer 100: the assignment becomes a draft.

    Args:
        assignment: gets its description back with the exercises, and its notebook's source with their cells.
        exercises: their names, in order.

    Raises:
        UsageError: an exercise cannot have its name, or there are too many; or the description is written
            in a way that nothing can be added to.
    """
    _check([*assignment.modules, *exercises])
    files = _exercises(exercises, len(assignment.modules))
    if assignment.lab.is_file():
        files[LAB] = assignment.lab.read_text(encoding="utf-8") + _lab_cells(exercises)
    files[DESCRIPTION] = with_exercises(assignment.folder / DESCRIPTION, exercises)
    return {path: text.encode() for path, text in files.items()}


def _check(exercises: Sequence[str]) -> None:
    try:
        check_exercises(exercises)
    except ValueError as error:
        raise UsageError(str(error)) from None
    most = POINTS // len(_SHARE.findall(_template(TESTS)))
    if len(exercises) > most:
        raise UsageError(
            f"an assignment of {POINTS} points has at most {most} exercises, not {len(exercises)}"
        )


def _exercises(names: Sequence[str], earlier: int) -> dict[str, str]:
    """The files of exercises that follow some earlier ones."""
    points = _split(POINTS, [1] * (earlier + len(names)))[earlier:]
    files: dict[str, str] = {}
    for name, of_exercise in zip(names, points, strict=True):
        texts = {path: _template(path) for path in WITHOUT_POINTS}
        texts[TESTS] = _with_points(_template(TESTS), of_exercise)
        files |= {path.replace(TEMPLATE, name): text.replace(TEMPLATE, name) for path, text in texts.items()}
    return files


def _with_points(tests: str, total: int) -> str:
    """The tests with points in place of shares, `total` together."""
    points = iter(_split(total, [int(share) for share in _SHARE.findall(tests)]))
    return _SHARE.sub(lambda _share: str(next(points)), tests)


def _split(whole: int, shares: Sequence[int]) -> list[int]:
    """Whole numbers in the ratio of shares, as nearly as they can be, that add up to a whole."""
    ends = [round(whole * sum(shares[:end]) / sum(shares)) for end in range(len(shares) + 1)]
    return [end - begin for begin, end in pairwise(ends)]


def _lab_cells(exercises: Sequence[str]) -> str:
    return "".join("\n" + _template(LAB_CELLS).replace(TEMPLATE, name) for name in exercises)


def _template(path: str) -> str:
    return (package_files("autograder") / "authoring" / "templates" / path).read_text("utf-8")
