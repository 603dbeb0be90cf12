"""Hints about mistakes that are recognised, while the tests of an assignment run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from .behaviour import Shown, TestBehaviour, behaviour
from .mistakes import Mistakes, hints_about
from .subject import Call
from .values import one_line


class Hints:
    """Notes what the functions of the exercises do, test by test.

    Hints are an extra: nothing that a function gives back, and nothing in the file of mistakes, may
    keep the tests from saying what they found.

    Args:
        folder: where the modules of the exercises lie.
        mistakes: those that are known.
    """

    def __init__(self, folder: Path, mistakes: Mistakes) -> None:
        self._folder = folder
        self._mistakes = mistakes
        self._seen: dict[str, dict[str, TestBehaviour]] = {}

    def note(self, exercise: str, test: str, calls: Sequence[Call], error: BaseException | None) -> None:
        """Note a test.

        Args:
            test: the name of its function.
            error: what it raised, if it did not pass.
        """
        name = test.removeprefix("test_")
        try:
            noted = behaviour(calls, error is None, one_line(str(error)) if error is not None else None)
        except Exception:
            noted = TestBehaviour(error is None, tuple(Shown(call.function, {}) for call in calls))
        self._seen.setdefault(exercise, {})[name] = noted

    def about(self, exercise: str) -> list[str]:
        """The hints about an exercise whose tests have run; none if they pass, or for no known reason."""
        try:
            # What is wrong may be an earlier exercise that it imports.
            if not self._failed(exercise) or any(map(self._failed, self._built_on(exercise))):
                return []
            return hints_about(self._seen[exercise], self._mistakes.get(exercise, ()))
        except Exception:
            return []

    def _failed(self, exercise: str) -> bool:
        return not all(test.passed for test in self._seen.get(exercise, {}).values())

    def _built_on(self, exercise: str) -> set[str]:
        """What its module imports, itself or by another one."""
        found = {exercise}
        following = [exercise]
        while following:
            imported = _imported(self._folder / f"{following.pop()}.py") - found
            found |= imported
            following += imported
        return found - {exercise}


def _imported(file: Path) -> set[str]:
    """The modules that a file imports; none where there is no such file."""
    if not file.is_file():
        return set()
    return {name for node in ast.walk(ast.parse(file.read_bytes())) for name in _names(node)}


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (name.name for name in names)
        case ast.ImportFrom(module=str(module)):
            yield module
