"""Reads people's tables: CSV as spreadsheets of any language write it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import UsageError

DELIMITERS = (",", ";", "\t")
"""Semicolons delimit in languages with decimal commas, tabs in what Excel calls Unicode text."""

WORKBOOKS = (b"PK\3\4", b"\xd0\xcf\x11\xe0")
"""How spreadsheets' own files begin: .xlsx and .ods, and the older .xls."""

DECLARATION = "sep="
"""Excel's own first line, which names the delimiter."""


@dataclass(frozen=True)
class TableLine:
    """A line below the headings.

    Attributes:
        number: of the line in the file on which it begins, counted from one.
        cells: as many as headings, without surrounding blanks.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table in a file.

    Attributes:
        path: of the file, for messages.
        line: the number of the line of the headings.
        headings: without surrounding blanks.
        lines: the lines that are not blank.
    """

    path: Path
    line: int
    headings: tuple[str, ...]
    lines: tuple[TableLine, ...]


def read_table(path: Path) -> Table:
    """Read a table.

    Args:
        path: a file of CSV with a line of headings.

    Raises:
        UsageError: it cannot be read; the message names the file, and the line if there is one.
    """
    return table_of(content_of(path), path)


def content_of(path: Path) -> bytes:
    """The content of a file.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None


def table_of(content: bytes, path: Path) -> Table:
    """The table in a file's content.

    Args:
        content: CSV in UTF-8, or in UTF-16 with a byte order mark. Commas, semicolons or tabs delimit cells.
        path: of the file, for messages.

    Raises:
        UsageError: the content is no such table; the message names the file and the line.
    """
    text = _decoded(content, path)
    first, delimiter = 1, None
    if text.casefold().startswith(DECLARATION):
        declaration, _, text = text.partition("\n")
        first, delimiter = 2, declaration.rstrip("\r")[len(DECLARATION) :][:1]
    lines = _not_blank(text, delimiter or _delimiter(text), first, path)
    number, cells = next(lines, (first, []))
    headings = _stripped(cells)
    while headings and not headings[-1]:
        headings = headings[:-1]
    return Table(
        path, number, headings, tuple(_line(number, cells, headings, path) for number, cells in lines)
    )


def number_of(text: str) -> float:
    """A number as people write it, with a point or a comma.

    Raises:
        ValueError: the text is no number.
    """
    if "_" in text:  # Python takes 1_0 for ten.
        raise ValueError(f"could not convert string to float: {text!r}")
    return float(text.strip().replace(",", "."))


def _decoded(content: bytes, path: Path) -> str:
    if content.startswith(WORKBOOKS):
        raise UsageError(f"{path}: is a spreadsheet's own file; save it as “CSV UTF-8”")
    utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}, line {line}: is not UTF-8; save it as “CSV UTF-8”") from None


def _delimiter(text: str) -> str:
    """The delimiter that gives the most cells in the first line that is not blank."""
    heading = next((line for line in text.splitlines() if line.strip()), "")

    def cells(delimiter: str) -> int:
        return max((len(row) for row in csv.reader([heading], delimiter=delimiter)), default=0)

    return max(DELIMITERS, key=cells)


def _not_blank(text: str, delimiter: str, first: int, path: Path) -> Iterator[tuple[int, list[str]]]:
    number = first
    try:
        # Strict: otherwise an unclosed quotation mark would swallow all lines after it.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for cells in reader:
            if any(map(str.strip, cells)):
                yield number, cells
            number = first + reader.line_num
    except (csv.Error, ValueError) as error:
        # ValueError: Excel's own first line names what Python refuses as a delimiter.
        raise UsageError(f"{path}, line {number}: is no CSV: {error}") from None


def _line(number: int, cells: list[str], headings: tuple[str, ...], path: Path) -> TableLine:
    stripped = _stripped(cells)
    if any(stripped[len(headings) :]):
        raise UsageError(
            f"{path}, line {number}: has {len(stripped)} values instead of {len(headings)}; "
            "quote what holds a comma"
        )
    missing = max(0, len(headings) - len(stripped))
    return TableLine(number, (*stripped[: len(headings)], *[""] * missing))


def _stripped(cells: list[str]) -> tuple[str, ...]:
    return tuple(map(str.strip, cells))
