"""Alternatives get full marks; misconceptions lose marks, in their own exercise and in no other.

Each is graded in place of its reference. Exercises run in processes of their own, which load the
exercise's module and what that imports. So modules that do not reach each other may be handed in
together: each is marked as if it were alone, in half the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from .harness import ROOT, autograder, results

SOLUTIONS = ROOT / "solutions"
IMPORTS = re.compile(r"^(?:from|import) (\w+)", re.MULTILINE)
RIGHT = sorted(SOLUTIONS.glob("*/alternatives/*/*.py"))
WRONG = sorted(SOLUTIONS.glob("*/misconceptions/*/*.py"))
ASSIGNMENTS = sorted({path.parents[2] for path in RIGHT + WRONG})

Replaced = dict[str, Path]
"""What takes the place of references in one submission, by exercise."""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, tuple[Replaced, dict[str, Any]]]:
    """For each module, what it was handed in with and the result."""
    found: dict[Path, tuple[Replaced, dict[str, Any]]] = {}
    for assignment in ASSIGNMENTS:
        folder = tmp_path_factory.mktemp(assignment.name)
        submissions = [
            *_put_together(path for path in RIGHT if assignment in path.parents),
            *_put_together(path for path in WRONG if assignment in path.parents),
        ]
        for number, replaced in enumerate(submissions):
            _hand_in(assignment, replaced, folder / "class" / str(number))
        ran = autograder("grade", assignment, folder / "class", "--out", folder / "out", "--workers", "2")
        assert ran.status == 0, ran.err
        by_name = results(folder / "out")
        for number, replaced in enumerate(submissions):
            found |= {path: (replaced, by_name[str(number)]) for path in replaced.values()}
    return found


def _put_together(paths: Iterable[Path]) -> list[Replaced]:
    """As few submissions as a simple search finds, in which no two modules reach each other."""
    submissions: list[Replaced] = []
    for path in paths:
        for replaced in submissions:
            if not any(_meet(path, other) for other in replaced.values()):
                replaced[path.parent.name] = path
                break
        else:
            submissions.append({path.parent.name: path})
    return submissions


def _meet(one: Path, other: Path) -> bool:
    exercises = one.parent.name, other.parent.name
    return exercises[0] == exercises[1] or exercises[0] in _reached(other) or exercises[1] in _reached(one)


def _reached(path: Path) -> set[str]:
    """The exercises that a module imports, and those that their references import in turn."""
    assignment = next(folder for folder in ASSIGNMENTS if folder in path.parents)
    imported = {name for name in IMPORTS.findall(path.read_text()) if (assignment / f"{name}.py").is_file()}
    return imported.union(*(_reached(assignment / f"{name}.py") for name in imported))


def _hand_in(assignment: Path, replaced: Replaced, folder: Path) -> None:
    folder.mkdir(parents=True)
    for reference in assignment.glob("*.py"):
        source = replaced.get(reference.stem, reference)
        (folder / reference.name).write_bytes(source.read_bytes())


def _losing(result: dict[str, Any]) -> set[str]:
    assert result["status"] == "graded"
    return {one["exercise"] for one in result["exercises"] if one["score"] < one["max_score"]}


def _name(path: Path) -> str:
    return path.relative_to(SOLUTIONS).with_suffix("").as_posix()


@pytest.mark.parametrize("path", RIGHT, ids=_name)
def test_alternatives_get_full_marks(graded: dict[Path, tuple[Replaced, dict[str, Any]]], path: Path) -> None:
    _replaced, result = graded[path]
    assert _losing(result) == set()


@pytest.mark.parametrize("path", WRONG, ids=_name)
def test_misconceptions_lose_marks_in_their_own_exercise_alone(
    graded: dict[Path, tuple[Replaced, dict[str, Any]]], path: Path
) -> None:
    replaced, result = graded[path]
    assert path.parent.name in _losing(result)
    assert _losing(result) <= replaced.keys()
