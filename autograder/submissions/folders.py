"""Lists what lies in a folder, without what comes along by accident."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from .names import LIKE_PEOPLE, is_baggage, is_like_people


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """The entries of a folder, sorted, without baggage."""
    return _entries(folder, lambda entry: is_baggage(entry.name))


def entries_of_class(folder: Path) -> list[os.DirEntry[str]]:
    """The entries of a folder of many submissions: one may be called like an environment."""
    return _entries(folder, lambda entry: is_baggage(entry.name) and not _is_like_people(entry))


def _entries(folder: Path, ignored: Callable[[os.DirEntry[str]], bool]) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if not ignored(entry)), key=lambda entry: entry.name)


def _is_like_people(entry: os.DirEntry[str]) -> bool:
    if entry.name not in LIKE_PEOPLE:
        return False
    try:
        inside = os.listdir(entry.path) if entry.is_dir(follow_symlinks=False) else ()
        return is_like_people(entry.name, inside)
    except OSError:
        return True  # Reading it later will say why it fails.
