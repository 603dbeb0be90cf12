"""Exceptions that an author lists in a file beside the tests, each with its reason."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from ..errors import UsageError

Entry = TypeVar("Entry", bound=Any)


def entries_in(path: Path, table: str, kind: type[Entry]) -> tuple[Entry, ...]:
    """The entries of a file; none if there is no file.

    Args:
        path: a TOML file with an array of tables.
        table: the name of the array.
        kind: a dataclass with a text for each key of an entry.

    Raises:
        UsageError: the file cannot be used; the message names the repair.
    """
    if not path.is_file():
        return ()
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}") from None
    names = {field.name for field in fields(kind)}
    for entry in listed:
        if entry.keys() != names or not all(isinstance(value, str) for value in entry.values()):
            raise UsageError(f"{path}: each [[{table}]] has {', '.join(sorted(names))}, all of them text")
    return tuple(kind(**entry) for entry in listed)
