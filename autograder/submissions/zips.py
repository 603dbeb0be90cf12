"""Reads a zip archive within bounds, whatever its headers say."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from .damage import CHUNK, ENTRIES, Taker, damage_is_unreadable, too_many_entries
from .model import Unreadable
from .names import checked_path, in_one_line

DIRECTORY_BYTES = 8 << 20
ENCRYPTED = 0x1 | 0x40 | 0x2000
# With other methods, zipfile unpacks a whole block at once, whatever its size.
BOUNDED_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class _Sparing(io.BufferedReader):
    """Keeps zipfile from reading a huge table of contents at once."""

    def read(self, size: int | None = -1, /) -> bytes:
        limit = DIRECTORY_BYTES + 1
        content = super().read(limit if size is None or size < 0 else min(size, limit))
        if len(content) == limit:
            raise too_many_entries()
        return content


def read_zip(file: BinaryIO, taker: Taker) -> None:
    with damage_is_unreadable("zip"), _opened(file) as archive:
        for entry in _entries(archive):
            _read_entry(archive, entry, taker)


def paths_in_zip(file: BinaryIO) -> list[str]:
    """The paths of the entries of a zip.

    Raises:
        Unreadable: it is none, or a damaged one, or has too many entries.
    """
    with damage_is_unreadable("zip"), _opened(file) as archive:
        return [_path(entry) for entry in _entries(archive)]


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    return zipfile.ZipFile(_Sparing(io.FileIO(file.fileno(), closefd=False)))


def _entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise too_many_entries()
    return entries


def _path(entry: zipfile.ZipInfo) -> str:
    # zipfile cuts `filename` off at a zero byte. Some archivers on Windows write that system's separator.
    return entry.orig_filename.replace("\\", "/")


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, taker: Taker) -> None:
    name = _path(entry)
    path = checked_path(name)
    if taker.ignores(path):
        return
    shown = in_one_line(path)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        taker.leave_out(path, "a link" if kind == stat.S_IFLNK else "a special file")
        return
    if name.endswith("/"):
        return
    if entry.flag_bits & ENCRYPTED:
        raise Unreadable("The archive is encrypted.")
    if entry.compress_type not in BOUNDED_METHODS:
        raise Unreadable(f"“{shown}” is compressed in an unusual way; plain zip can be read.")
    taker.add(path, _chunks(archive, entry))


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as file:
        while chunk := file.read(CHUNK):
            yield chunk
