"""Reads a tar archive within bounds, compressed or not, from the first byte to the last."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol

from .damage import CHUNK, ENTRIES, Taker, damage_is_unreadable, too_many_entries
from .model import Unreadable
from .names import checked_path

# The headers of one entry, some of which claim their own length.
HEADER_BYTES = 1 << 20
# All unpacked bytes, even of skipped baggage.
STREAM_BYTES = 4 << 30
DICTIONARY_BYTES = 128 << 20


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


def read_tar(file: BinaryIO, taker: Taker) -> None:
    with damage_is_unreadable("tar"):
        stream = _Forward(_decompressed(file))
        for entry in _entries(stream):
            _read_entry(entry, stream, taker)
        stream.finish()


def paths_in_tar(file: BinaryIO) -> list[str]:
    """The paths of the entries of a tar.

    Raises:
        Unreadable: it is none, or a damaged one, or has too many entries.
    """
    with damage_is_unreadable("tar"):
        return [entry.name for entry in _entries(_Forward(_decompressed(file)))]


def _decompressed(file: BinaryIO) -> _Readable:
    magic = file.read(6)
    file.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file)
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(file)
    if magic == b"\xfd7zXZ\0":
        return io.BufferedReader(_Xz(file), CHUNK)
    return file


def _entries(stream: _Forward) -> Iterator[tarfile.TarInfo]:
    archive = tarfile.TarFile(fileobj=stream, mode="r")
    # The constructor has read the first entry. If it could not, `next` would skip it.
    if archive.firstmember is None:  # type: ignore[attr-defined]
        return
    for _ in range(ENTRIES):
        stream.allow(HEADER_BYTES)
        entry = archive.next()
        if entry is None:
            return
        # tarfile keeps every entry it has seen.
        archive.members.clear()  # type: ignore[attr-defined]
        yield entry
    raise too_many_entries()


def _read_entry(entry: tarfile.TarInfo, stream: _Forward, taker: Taker) -> None:
    path = checked_path(entry.name)
    if taker.ignores(path):
        return
    if entry.isdir():
        return
    if entry.issym() or entry.islnk():
        taker.leave_out(path, "a link")
    elif not entry.isreg() or entry.issparse():
        taker.leave_out(path, "a special file")
    else:
        taker.add(path, stream.chunks(entry.offset_data, entry.size))


class _Forward(io.RawIOBase):
    """A stream that moves only forward, and lets tarfile read only as far as allowed.

    tarfile trusts headers: it would hold a name of any length in memory, and seek backwards.
    """

    def __init__(self, inner: _Readable) -> None:
        self._inner = inner
        self._position = 0
        self._allowed = HEADER_BYTES
        self._last = b""

    def allow(self, size: int) -> None:
        """Let tarfile read this many bytes from here on."""
        self._allowed = size

    def tell(self) -> int:
        return self._position

    def seek(self, position: int, whence: int = io.SEEK_SET) -> int:
        if position < self._position:
            raise tarfile.ReadError("an offset that was passed already")
        for _ in self._take(position - self._position):
            pass
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= self._allowed:
            raise tarfile.ReadError("a header out of bounds")
        self._allowed -= size
        self._last = b"".join(self._take(size))
        return self._last

    def chunks(self, position: int, size: int) -> Iterator[bytes]:
        """Go to a position and read a file's content from there."""
        self.seek(position)
        for chunk in self._take(size):
            size -= len(chunk)
            yield chunk
        if size:
            raise tarfile.ReadError("the content ends early")

    def finish(self) -> None:
        """Check that the archive ends here, and not with a header that tarfile gave up on."""
        if self._last.strip(b"\0") or len(self._last) not in (0, tarfile.BLOCKSIZE):
            raise tarfile.ReadError("a header that is none")
        # Compressed data ends with its checksum.
        for _ in self._take(STREAM_BYTES):
            pass

    def _take(self, size: int) -> Iterator[bytes]:
        while size > 0 and (chunk := self._inner.read(min(size, CHUNK))):
            size -= len(chunk)
            self._position += len(chunk)
            if self._position > STREAM_BYTES:
                raise Unreadable(f"The archive unpacks to more than {STREAM_BYTES >> 30} GB.")
            yield chunk


class _Xz(io.RawIOBase):
    """lzma.LZMAFile with a bound on the memory that the file asks for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decompressor = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=DICTIONARY_BYTES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while not self._decompressor.eof:
            compressed = self._file.read(CHUNK) if self._decompressor.needs_input else b""
            if self._decompressor.needs_input and not compressed:
                raise EOFError
            chunk = self._decompressor.decompress(compressed, len(buffer))
            if chunk:
                buffer[: len(chunk)] = chunk
                return len(chunk)
        if self._decompressor.unused_data or self._file.read(1):
            raise lzma.LZMAError("more than one stream")
        return 0
