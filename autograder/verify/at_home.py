"""Known mistakes that public tests show, but about which a student's own check gives no hint."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..testing.mistakes import Mistake, Mistakes, hints_about


@dataclass(frozen=True)
class Unhinted:
    """A mistake without a hint of its own at home.

    Attributes:
        module: the exercise.
        hint: the mistake's.
        others: the hints of single mistakes that account for the same in the public tests.
    """

    module: str
    hint: str
    others: tuple[str, ...]


def unhinted(mistakes: Mistakes, modules: Collection[str]) -> tuple[Unhinted, ...]:
    """The single mistakes that students who make them get no hint about, or a wrong one.

    Args:
        mistakes: as students get them.
        modules: the exercises.
    """
    found = (_of_exercise(module, mistakes.get(module, ())) for module in modules)
    return tuple(dict.fromkeys(mistake for exercise in found for mistake in exercise))


def _of_exercise(module: str, known: Collection[Mistake]) -> Iterator[Unhinted]:
    single = [mistake for mistake in known if len(mistake.hints) == 1]
    for mistake in single:
        if hints_about(mistake.behaviour, list(known)) != list(mistake.hints):
            accounts = (other for other in single if hints_about(mistake.behaviour, [other]))
            others = {other.hints[0] for other in accounts} - set(mistake.hints)
            yield Unhinted(module, mistake.hints[0], tuple(sorted(others)))
