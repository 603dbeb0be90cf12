"""Tells what an archive is, and reads it: what is in it says so, and its name only if that says nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .damage import Taker
from .model import Unreadable
from .names import FOREIGN, ZIP, archive_suffix, is_in_baggage, whole_suffix
from .tars import paths_in_tar, read_tar
from .zips import paths_in_zip, read_zip

MAGIC = {
    b"PK\3\4": ".zip",
    b"PK\5\6": ".zip",
    b"\x1f\x8b": ".tar",
    b"BZh": ".tar",
    b"\xfd7zXZ\0": ".tar",
    b"Rar!": ".rar",
    b"7z\xbc\xaf\x27\x1c": ".7z",
    b"\x28\xb5\x2f\xfd": ".tar.zst",
}
"""How archives begin."""

TAR_MAGIC = b"ustar"
TAR_MAGIC_AT = 257
START_BYTES = 512


def kind_of(file: BinaryIO, name: str) -> str:
    """The kind of a file, as a suffix: that of an archive if it begins like one, or else that of its name.

    Args:
        file: the file, at its beginning.
        name: its name.
    """
    return _kind_by_content(file) or (archive_suffix(name) or os.path.splitext(name)[1]).lower()


def is_web_page(file: BinaryIO) -> bool:
    """Whether a file begins like a web page."""
    return _start(file).lstrip().startswith(b"<")


def read_archive(file: BinaryIO, name: str, taker: Taker) -> None:
    """Give the files of a zip or tar, compressed or not, to somebody.

    Args:
        file: the archive, at its beginning.
        name: its name.
        taker: takes the files.

    Raises:
        Unreadable: it is damaged, of another kind, or too large.
    """
    if _readable_kind(file, name).startswith(ZIP):
        read_zip(file, taker)
    else:
        read_tar(file, taker)


def paths_in(file: BinaryIO, name: str) -> list[str]:
    """The paths of the entries of an archive.

    Args:
        file: the archive, at its beginning.
        name: its name.

    Raises:
        Unreadable: it is damaged, of another kind, or has too many entries.
    """
    return paths_in_zip(file) if _readable_kind(file, name).startswith(ZIP) else paths_in_tar(file)


def is_packed(path: Path) -> bool:
    """Whether a file is an archive that may hold work, whatever it is called.

    Args:
        path: of an ordinary file.
    """
    try:
        with path.open("rb") as file:
            return _holds_work(file)
    except OSError:
        return False


def are_packed(content: bytes) -> bool:
    """Whether the bytes of a file are an archive that may hold work."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return _holds_work(file)


def _holds_work(file: BinaryIO) -> bool:
    """Whether a file is an archive with code in it: many documents are zips, too."""
    kind = _kind_by_content(file)
    if kind is None or kind.startswith(FOREIGN):
        return kind is not None
    try:
        paths = [PurePosixPath(path) for path in paths_in(file, "") if not is_in_baggage(path)]
    except Unreadable:
        return False
    return any(path.suffix.lower() == ".py" or whole_suffix(path.name) for path in paths)


def _readable_kind(file: BinaryIO, name: str) -> str:
    kind = kind_of(file, name)
    if kind.startswith(FOREIGN):
        raise Unreadable(f"Archives of the kind “{kind}” cannot be read; zip and tar can.")
    return kind


def _kind_by_content(file: BinaryIO) -> str | None:
    start = _start(file)
    if start[TAR_MAGIC_AT:].startswith(TAR_MAGIC):
        return ".tar"
    return next((kind for magic, kind in MAGIC.items() if start.startswith(magic)), None)


def _start(file: BinaryIO) -> bytes:
    start = file.read(START_BYTES)
    file.seek(0)
    return start
