"""The folder that a student works in, and what of it is to be checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import quote
from typing import Any

from ..errors import UsageError
from ..naming import exercise_of

DESCRIPTION = Path("tests", "assignment.json")
LONGER = 5.0
"""How much more time than a call in grading a test gets, by the wall clock. The folder's own conftest.py
ends a call earlier where Python can; this is for what only the end of the process ends."""


@dataclass(frozen=True)
class ReleasedFolder:
    """What `autograder release` wrote, with a student's work in it.

    Attributes:
        hidden_tests: how many hidden tests each exercise has, in the order of the course.
        points: what each exercise is worth.
        public_points: how much of that the public tests of each exercise give.
        test_seconds: how long one test may take, by the wall clock.
        given: the path as it was typed; empty for the folder that one is in.
        minutes: to expect for exercises; an exercise may have none.
    """

    path: Path
    title: str
    hidden_tests: Mapping[str, int]
    points: Mapping[str, float]
    public_points: Mapping[str, float]
    test_seconds: float
    given: str = ""
    minutes: Mapping[str, int] = field(default_factory=dict)

    @property
    def exercises(self) -> tuple[str, ...]:
        return tuple(self.hidden_tests)

    def tests_of(self, exercise: str) -> list[str]:
        """The files of an exercise's public tests, as paths in the folder."""
        files = sorted((self.path / "tests").rglob("test_*.py"))
        return [
            file.relative_to(self.path).as_posix()
            for file in files
            if exercise_of(file, self.hidden_tests) == exercise
        ]

    def command(self, rest: str = "") -> str:
        """What to type for a check of this folder.

        Args:
            rest: exercises or options.
        """
        return " ".join(filter(None, ["autograder check", self.given and quote(self.given), rest]))

    def after(self, exercise: str) -> str | None:
        """The exercise that follows in the course, if there is one."""
        later = self.exercises[self.exercises.index(exercise) + 1 :]
        return later[0] if later else None


def find_folder(arguments: Sequence[str]) -> tuple[ReleasedFolder, tuple[str, ...]]:
    """The folder to check, and the exercises that were asked for.

    Args:
        arguments: a folder, then exercises; without a folder it is the one that one is in.

    Raises:
        UsageError: the folder is no assignment, or has no such exercise.
    """
    given, rest = "", list(arguments)
    if rest and (Path(rest[0]).is_dir() or _looks_like_a_path(rest[0])):
        given = rest.pop(0)
    folder = replace(_read(Path(given)), given=given)
    names = [name.removesuffix(".py") for name in rest]
    for name in names:
        if name not in folder.exercises:
            known = ", ".join(folder.exercises)
            raise UsageError(f"there is no exercise {name!r} in this assignment; there are {known}")
    return folder, tuple(name for name in folder.exercises if name in names)


def _looks_like_a_path(argument: str) -> bool:
    return "/" in argument or "\\" in argument or argument in (".", "..")


def _read(path: Path) -> ReleasedFolder:
    file = path / DESCRIPTION
    where = "this folder" if path == Path() else f"{str(path)!r}"
    if not path.is_dir():
        raise UsageError(f"there is no folder {where}")
    if not file.is_file():
        raise UsageError(
            f"{where} does not hold an assignment: {DESCRIPTION.as_posix()} is missing. "
            "Run this in the folder that you were given"
        )
    try:
        return _described(path.resolve(), json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        raise UsageError(
            f"{DESCRIPTION.as_posix()} of {where} cannot be read: copy the folder tests/ again from what "
            "you were given"
        ) from None


def _described(path: Path, described: Any) -> ReleasedFolder:
    return ReleasedFolder(
        path=path,
        title=str(described["title"]),
        hidden_tests={str(name): int(number) for name, number in described["hidden_tests"].items()},
        points=_by_exercise(described["points"]),
        public_points=_by_exercise(described["public_points"]),
        minutes={str(name): int(number) for name, number in described.get("minutes", {}).items()},
        test_seconds=LONGER * float(described["call_seconds"]),
    )


def _by_exercise(described: Any) -> dict[str, float]:
    return {str(name): float(number) for name, number in described.items()}
