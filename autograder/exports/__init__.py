"""Turns results into what other systems take: one module per format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Exported:
    """A file for another system.

    Attributes:
        text: the content of the file.
        notes: a line for each student or entry without a score, and for each score that goes to nobody.
    """

    text: str
    notes: tuple[str, ...]
