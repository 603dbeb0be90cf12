"""Finds what nbgrader would clear from a release, and nothing here does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from .notebook import NOTEBOOK

MARKS = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME")
"""Where nbgrader begins to clear by default. The stubs of modules hold no solutions any more."""


def left_uncleared(files: Mapping[str, bytes]) -> list[str]:
    """What nbgrader would clear from the files of a release, one sentence each."""
    return [*other_notebooks(map(PurePath, files)), *marked_regions(files)]


def other_notebooks(paths: Iterable[PurePath]) -> list[str]:
    """The notebooks of a folder that must not be there, one sentence each.

    Args:
        paths: relative to the folder; hidden files are never released.
    """
    return [
        f"{path} cannot be released: the one notebook of an assignment is {NOTEBOOK}, made from its lab.py, "
        "and of another one, solutions and hidden tests would not be cleared. Move it to another folder."
        for path in sorted(paths)
        if path.suffix.lower() == ".ipynb" and path != PurePath(NOTEBOOK) and not _is_hidden(path)
    ]


def marked_regions(files: Mapping[str, bytes]) -> list[str]:
    """The regions that nbgrader would clear, one sentence for each kind in each file."""
    return [
        f"{path} has a region {mark}, which would be released as it stands. Take it out."
        for path, content in sorted(files.items())
        for mark in MARKS
        if mark.encode() in content
    ]


def _is_hidden(path: PurePath) -> bool:
    return any(part.startswith(".") for part in path.parts)
