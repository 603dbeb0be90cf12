"""Values that a student's function gives back, as sentences speak of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Opaque:
    """A value that does not leave the student's process: only the name of its type does."""

    type_name: str


def kind_of(value: object) -> str:
    """What a value is, for a sentence: `a list`, `an int`, `nothing (None)`."""
    if value is None:
        return "nothing (None)"
    name = value.type_name if isinstance(value, Opaque) else type(value).__name__.lower()
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
