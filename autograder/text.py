"""Makes text of others safe to show to people and their programs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

FORMULA_STARTS = ("=", "+", "-", "@")


def printable(text: str) -> str:
    """Text without line breaks, terminal escapes and other characters that do not print."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def as_read(name: str) -> str:
    """A name as people compare it: without case, accents written in one way, no blanks around it."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: `a, b and c`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def shortened(names: Sequence[str], most: int) -> list[str]:
    """The first names, and how many more there are."""
    more = [f"{len(names) - most} more"] if len(names) > most else []
    return [*names[:most], *more]


def as_cell(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
