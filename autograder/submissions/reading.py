"""Reads one submission, a folder, an archive or a notebook, into memory."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from ..text import shortened
from .archives import is_web_page, kind_of, read_archive
from .contents import ANOTHER_ARCHIVE, SAID_MOST, Contents
from .damage import CHUNK, ENTRIES, too_many_entries
from .model import Source, Submission, Unreadable
from .names import (
    LIKE_PEOPLE,
    NOTEBOOK,
    archive_suffix,
    checked_path,
    in_one_line,
    in_unicode,
    is_baggage,
    is_notebook,
)
from .notebooks import CELL_MAGIC, modules_of

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
    contents = _uploaded(source, modules) if source.files else _whole(source.path, modules)
    return _submission(in_unicode(source.name), contents, modules)


def _whole(path: Path, modules: Collection[str]) -> Contents:
    """What is in a folder, an archive or a notebook, with others standing in for modules that are nowhere."""
    contents = _innermost(path, modules)
    contents.let_others_stand_in()
    return contents


def _innermost(path: Path, modules: Collection[str]) -> Contents:
    """What is in a folder, an archive or a notebook, or in archives in it that alone hold work."""
    contents = _filled(path, Contents(modules))
    if not contents.holds_work():
        # Some name the folder of their work as others name their environment.
        more = _filled(path, Contents(modules, ignored=_is_surely_baggage))
        contents = more if more.holds_work() else contents
    # People pack what a system has packed for them: one level, within the bounds of any submission.
    archives = contents.archives()
    if len(archives) == 1 and not contents.may_hold_work():
        return _unpacked(*archives[0], Contents(modules, contents.doubtful()))
    return _together(archives, contents, modules) if archives else contents


def _together(archives: Sequence[tuple[str, bytes]], around: Contents, modules: Collection[str]) -> Contents:
    """What is in several archives, if they agree on each module; else what they lie in.

    Args:
        archives: the path and the content of each.
        around: what they lie in.
        modules: the names of the assignment's modules.
    """
    together = Contents(modules, around.doubtful())
    for path, content in archives:
        try:
            inside = _unpacked(path, content, Contents(modules))
        except Unreadable:
            together.leave_out(path, "an archive that cannot be read")
            continue
        if not inside.holds_work():
            together.leave_out(path, ANOTHER_ARCHIVE)
        elif together.holds_work() and not together.agrees_with(inside):
            return around
        else:
            together.add_older(path, inside)
    return together if together.holds_work() else around


def _filled(path: Path, contents: Contents) -> Contents:
    """The same contents, with what is in a folder, an archive or a notebook."""
    if stat.S_ISDIR(os.lstat(path).st_mode):
        _read_folder(_open(path, os.O_DIRECTORY), "", contents)
    else:
        _read_archive(path, contents)
    return contents


def _is_surely_baggage(name: str) -> bool:
    return is_baggage(name) and name not in LIKE_PEOPLE


def _uploaded(source: Source, modules: Collection[str]) -> Contents:
    """What one student uploaded again and again, in files, archives or folders: the newest counts."""
    contents = Contents(modules)
    unreadable = []
    for file, name in reversed(source.files):
        if archive_suffix(name) is None and not os.path.isdir(source.path / file):
            upload = Contents(modules)
            with _open_file(source.path / file) as opened:
                upload.add(checked_path(name), _chunks_of(opened))
            contents.add_older(name, upload)
            continue
        try:
            contents.add_older(name, _whole(source.path / file, modules))
        except Unreadable as reason:
            unreadable.append(reason)
            contents.leave_out(name, "an archive that cannot be read")
    contents.let_others_stand_in()
    if unreadable and not contents.holds_work():
        raise unreadable[0]
    return contents


def _submission(name: str, contents: Contents, modules: Collection[str]) -> Submission:
    """A submission of which everything is read; cells of notebooks become modules."""
    files = read = contents.below_root()
    left_out = contents.left_out()
    if notebooks := contents.notebooks():
        given = modules_of(notebooks, files, modules)
        files = dict(sorted({**files, **given.contents}.items()))
        left_out += given.left_out
    if not any(path.endswith(".py") for path in files):
        _refuse_notebooks_without_exercises(files, left_out)
    counted = {
        file: path for file, path in contents.standing_in().items() if files.get(file) == read.get(file)
    }
    return Submission(name, files, _said(left_out), counted)


def _refuse_notebooks_without_exercises(files: Collection[str], left_out: Sequence[tuple[str, str]]) -> None:
    """Refuse a submission without any Python file, if what it has instead are notebooks."""
    for path, what in left_out:
        if is_notebook(path):
            raise Unreadable(f"“{in_one_line(path)}” is {what}.")
    for path in filter(is_notebook, files):
        raise Unreadable(
            f"There is no module, and no cell of “{in_one_line(path)}” begins with “{CELL_MAGIC}” and the "
            "name of an exercise."
        )


def _said(left_out: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What was left out, a few of them by name."""
    return tuple(shortened([f"{in_one_line(path)} ({what})" for path, what in left_out], SAID_MOST))


def _unpacked(path: str, content: bytes, contents: Contents) -> Contents:
    """The same contents, with what is in an archive in memory."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        _read_opened(file, path, contents)
    return contents


def _read_archive(path: Path, contents: Contents) -> None:
    with _open_file(path) as file:
        _read_opened(file, path.name, contents)


def _read_opened(file: BinaryIO, name: str, contents: Contents) -> None:
    if kind_of(file, name) == NOTEBOOK:
        contents.add(checked_path(name), _chunks_of(file))
        return
    if is_web_page(file):
        raise Unreadable(
            "The file is a web page, no archive: perhaps one to log in took the archive's place."
        )
    read_archive(file, name, contents)


def _read_folder(folder: int, prefix: str, contents: Contents) -> None:
    """Read a folder, given by its open descriptor, and close the descriptor."""
    try:
        for entry in _entries(folder, contents):
            # What unpacks an archive of Windows may take its separators for letters of a name.
            path = checked_path(f"{prefix}{entry.name}".replace("\\", "/"))
            kind = stat.S_IFMT(entry.stat(follow_symlinks=False).st_mode)
            if kind == stat.S_IFDIR:
                if contents.room_for_folder(path):
                    below = _open(entry.name, os.O_DIRECTORY, folder)
                    _read_folder(below, f"{prefix}{entry.name}/", contents)
            elif kind != stat.S_IFREG:
                contents.leave_out(path, "a link" if kind == stat.S_IFLNK else "a special file")
            else:
                contents.add(path, _chunks(entry.name, folder))
    finally:
        os.close(folder)


def _entries(folder: int, contents: Contents) -> list[os.DirEntry[str]]:
    """What lies in a folder, files before folders: modules mostly lie further up than what is left out."""
    with os.scandir(folder) as found:
        entries = list(islice((entry for entry in found if not contents.ignores(entry.name)), ENTRIES + 1))
    if len(entries) > ENTRIES:
        raise too_many_entries()
    return sorted(entries, key=lambda entry: (entry.is_dir(follow_symlinks=False), entry.name))


def _chunks(name: str, folder: int) -> Iterator[bytes]:
    with _open_file(name, folder) as file:
        yield from _chunks_of(file)


def _chunks_of(file: BinaryIO) -> Iterator[bytes]:
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
