"""The marks of a reference, and the regions between them, which students write themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"

_MARK = re.compile(rf"(?P<indent>\s*)#+\s*(?P<mark>{BEGIN}|{END})\b")
_NEARLY = re.compile(r"\b(begin|end)[\s_-]*solution\b", re.IGNORECASE)


@dataclass(frozen=True)
class Region:
    """A part of a reference that students write themselves.

    Attributes:
        begin: the line of the mark above it, counted from one.
        end: the line of the mark below it.
        indent: the blanks before the first mark.
        text: the lines between the marks.
    """

    begin: int
    end: int
    indent: str
    text: str


def regions_of(reference: Path) -> tuple[Region, ...]:
    """The regions between the marks of a reference, from top to bottom.

    A mark is a comment on a line of its own, `### BEGIN SOLUTION` or `### END SOLUTION`, with any
    number of `#`.

    Raises:
        UsageError: there are no regions, the marks do not pair up, or a line is nearly a mark.
    """
    lines = text_of(reference).split("\n")
    found: list[Region] = []
    begun: tuple[int, str] | None = None
    for number, line in enumerate(lines, start=1):
        mark = _MARK.match(line)
        if mark is None:
            if _NEARLY.search(line):
                raise _misplaced(
                    reference, number, f"is nearly a mark; write `### {BEGIN}` or `### {END}` alone"
                )
            continue
        if (mark["mark"] == BEGIN) == (begun is not None):
            raise _misplaced(
                reference, number, f"`{mark['mark']}` follows another one; each region has one of both"
            )
        if begun is None:
            begun = number, mark["indent"]
        else:
            first, indent = begun
            found.append(Region(first, number, indent, "\n".join(lines[first : number - 1])))
            begun = None
    if begun is not None:
        raise _misplaced(reference, begun[0], f"no `### {END}` follows the region that begins here")
    if not found:
        raise UsageError(f"{reference}: no region between {BEGIN} and {END}, so the stub would be the answer")
    return tuple(found)


def text_of(reference: Path) -> str:
    """The text of a reference.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return reference.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{reference}: {error}") from None


def _misplaced(reference: Path, line: int, what: str) -> UsageError:
    return UsageError(f"{reference}, line {line}: {what}")
