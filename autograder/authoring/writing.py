"""Writes new files into the folder of an assignment, and overwrites nothing by accident."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from ..errors import UsageError
from ..files import write_into


def write_new(folder: Path, files: Mapping[str, bytes], changed: Collection[str]) -> None:
    """Write files into a folder, in their order.

    Args:
        folder: is made if it is not there.
        files: by path in the folder.
        changed: those that take the place of earlier ones.

    Raises:
        UsageError: another one is there already, and nothing was written; or the folder cannot be written to.
    """
    present = [path for path in files if path not in changed and (folder / path).exists()]
    if present:
        raise UsageError(f"{folder / present[0]} is there already: nothing was written")
    write_into(folder, files)
