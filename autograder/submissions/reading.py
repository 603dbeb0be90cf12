"""Reads one submission, a folder or an archive, into memory."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from .contents import CHUNK, FILES, Contents
from .model import Source, Submission, Unreadable
from .names import FOREIGN, ZIP, archive_suffix, checked_path, in_one_line, in_unicode, is_baggage
from .tars import read_tar
from .zips import read_zip

# Follows no link and does not wait for a FIFO's writer, even if somebody swaps a file for one of these
# between the check and the opening.
_SAFELY = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_SWAPPED = frozenset({errno.ELOOP, errno.ENXIO, errno.ENODEV, errno.ENOTDIR})


def read(source: Source, modules: Collection[str]) -> Submission:
    """Read a submission.

    Args:
        source: its place.
        modules: the names of the assignment's modules, without `.py`, which mark its root.

    Raises:
        Unreadable: the submission is the cause.
        OSError: this machine is the cause: a failing disk, a file without permission to read.
    """
    contents = Contents()
    if stat.S_ISDIR(os.lstat(source.path).st_mode):
        _read_folder(_open(source.path, os.O_DIRECTORY), "", contents)
    else:
        _read_archive(source.path, contents)
    return Submission(in_unicode(source.name), contents.below_root(modules))


def _read_archive(path: Path, contents: Contents) -> None:
    suffix = (archive_suffix(path.name) or path.suffix).lower()
    if suffix in FOREIGN:
        raise Unreadable(f"Archives of the kind “{suffix}” cannot be read; zip and tar can.")
    with _open_file(path) as file:
        if suffix in ZIP:
            read_zip(file, contents)
        else:
            read_tar(file, contents)


def _read_folder(folder: int, prefix: str, contents: Contents) -> None:
    """Read a folder, given by its open descriptor, and close the descriptor."""
    try:
        for entry in _entries(folder):
            path = checked_path(prefix + entry.name)
            if entry.is_dir(follow_symlinks=False):
                contents.add_folder()
                _read_folder(_open(entry.name, os.O_DIRECTORY, folder), f"{prefix}{entry.name}/", contents)
            else:
                contents.add(path, _chunks(entry, folder))
    finally:
        os.close(folder)


def _entries(folder: int) -> list[os.DirEntry[str]]:
    limit = 2 * FILES
    with os.scandir(folder) as found:
        entries = list(islice((entry for entry in found if not is_baggage(entry.name)), limit + 1))
    if len(entries) > limit:
        raise Unreadable(f"There are more than {FILES} files or folders.")
    return sorted(entries, key=lambda entry: entry.name)


def _chunks(entry: os.DirEntry[str], folder: int) -> Iterator[bytes]:
    mode = entry.stat(follow_symlinks=False).st_mode
    if not stat.S_ISREG(mode):
        raise _not_a_file(entry.name, "a link" if stat.S_ISLNK(mode) else "a special file")
    with _open_file(entry.name, folder) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _open_file(path: Path | str, folder: int | None = None) -> BinaryIO:
    descriptor = _open(path, 0, folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _not_a_file(path, "a special file")
    return open(descriptor, "rb")


def _open(path: Path | str, flags: int, folder: int | None = None) -> int:
    try:
        return os.open(path, _SAFELY | flags, dir_fd=folder)
    except OSError as error:
        if error.errno in _SWAPPED:
            raise _not_a_file(path, "a link or a special file") from error
        raise


def _not_a_file(path: Path | str, what: str) -> Unreadable:
    return Unreadable(f"“{in_one_line(os.path.basename(path))}” is {what}.")
