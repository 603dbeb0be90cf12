"""Finds a submission by the name that a person writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..submissions.names import in_one_line
from ..text import as_cell, as_read, printable

Spellings = list[dict[str, list[str]]]
"""For each way of writing a submission's name, the result files by that name; the best way first."""


def spellings_of(submissions: Mapping[str, str]) -> Spellings:
    """All ways of writing the names of submissions.

    Args:
        submissions: their names, by the names of their result files.
    """
    ways: list[Callable[[str, str], str]] = [
        lambda _file, name: name,
        lambda _file, name: printable(name),
        lambda _file, name: as_cell(printable(name)),
        lambda file, _name: file,
        lambda _file, name: as_read(name),
    ]
    spellings = []
    for way in ways:
        files: dict[str, list[str]] = {}
        for file, name in submissions.items():
            files.setdefault(way(file, name), []).append(file)
        spellings.append(files)
    return spellings


def file_called(written: str, spellings: Spellings) -> str | None:
    """The result file of the submission with this name; None if there is none.

    Args:
        written: the name, as a person wrote it.
        spellings: of the submissions.

    Raises:
        ValueError: several submissions have this name.
    """
    *exact, as_people_read = spellings
    ways = [*((written, files) for files in exact), (as_read(written), as_people_read)]
    files: list[str] = next((files[name] for name, files in ways if name in files), [])
    if len(files) > 1:
        choices = " or ".join(sorted(files))
        raise ValueError(f"several submissions are called “{in_one_line(written)}”: write {choices} instead")
    return files[0] if files else None
