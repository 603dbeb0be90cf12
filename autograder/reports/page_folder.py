"""A folder of pages, one for each submission, of which only those are written that would change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from ..errors import UsageError
from ..files import remove_half_written, write_whole

HEAD = 300
"""Characters at the start of a page that name what it was made from."""


class PageFolder:
    """A folder of pages; creating this object makes the folder.

    Args:
        folder: the folder.
        shared: what all of its pages are made from, in any form.

    Raises:
        UsageError: the folder cannot be written to.
    """

    def __init__(self, folder: Path, shared: str) -> None:
        self._folder = folder
        self._shared = f"{shared}\0{_way_of_writing()}"
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot write {folder}: {error.strerror}") from None
        remove_half_written(folder)

    def write(self, name: str, own: str, page: Callable[[str], str]) -> None:
        """Write a page, unless it is up to date.

        Args:
            name: of the page, without `.html`.
            own: what it is made from besides what is shared, in any form.
            page: makes the page from the digest that must stand in its `made-from`.

        Raises:
            UsageError: the disk is full, or the folder cannot be written to.
        """
        path = self._folder / f"{name}.html"
        made_from = hashlib.sha256(f"{own}\0{self._shared}".encode()).hexdigest()
        if f'content="{made_from}"' not in _head(path):
            write_whole(path, page(made_from).encode())


def _way_of_writing() -> str:
    """A SHA-256 of the code and templates of pages, so that their change reaches all pages."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in (".py", ".html", ".css", ".js"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _head(page: Path) -> str:
    try:
        with open(page, encoding="utf-8", errors="replace") as file:
            return file.read(HEAD)
    except OSError:
        return ""
