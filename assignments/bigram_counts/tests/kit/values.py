"""Values that a student's function gives back, as sentences speak of them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Opaque:
    """A value that does not leave the student's process: only the name of its type does."""

    type_name: str


@dataclass(frozen=True)
class Compared:
    """Both sides of a comparison of numbers, for a picture of them.

    Attributes:
        losses: whether they are the losses of a training, one after the other.
        got: rows of numbers, rounded; None where there is no finite one.
        expected: as many.
        wrong: which of those that were got are wrong.
    """

    losses: bool
    got: tuple[tuple[float | None, ...], ...]
    expected: tuple[tuple[float | None, ...], ...]
    wrong: tuple[tuple[bool, ...], ...]


def kind_of(value: object) -> str:
    """What a value is, for a sentence: `a list`, `an int`, `nothing (None)`."""
    if value is None:
        return "nothing (None)"
    name = value.type_name if isinstance(value, Opaque) else type(value).__name__.lower()
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def one_line(text: object, most: int = 400) -> str:
    """A student's text as one printable line without what differs from run to run."""
    if not isinstance(text, str):
        return ""
    # First of all: the patterns below take a time that grows with the square of the length.
    text = text[: 4 * most]
    text = re.sub(r"0x[0-9a-fA-F]{6,}", "0x…", text)
    text = re.sub(r"\S*/exercise-[^/\s'\"]*/?", "", text)
    text = "".join(character if character.isprintable() else " " for character in text)
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
