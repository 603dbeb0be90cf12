"""Writes files whole or not at all, and packs them."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from .errors import UsageError

HALF_WRITTEN = ".writing-"

COMPARED = ".compared"
"""A folder that each results folder has from the beginning."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody sees it half written, even if this process is killed.

    Raises:
        UsageError: the disk is full, the folder cannot be written to, or the path is one.
    """
    if path.is_dir():
        raise UsageError(f"cannot write {path}: it is a folder, not a file")
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=HALF_WRITTEN)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def write_into(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files into a folder, in their order, each whole; the folders that are needed are made.

    Args:
        folder: the folder.
        contents: the files, by path in it.

    Raises:
        UsageError: something cannot be written.
    """
    for path, content in contents.items():
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot write {target}: {error.strerror}") from None
        write_whole(target, content)


def remove_half_written(folder: Path) -> None:
    """Remove the half-written files of a killed process."""
    for path in folder.glob(f"{HALF_WRITTEN}*"):
        path.unlink(missing_ok=True)


def zipped(contents: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """A zip of files; the same files make the same bytes.

    Args:
        contents: the files, by path.
        executable: the paths of those that can be run as programs.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for path in sorted(contents):
            entry = zipfile.ZipInfo(path)
            entry.external_attr = (0o100755 if path in executable else 0o100644) << 16
            writer.writestr(entry, contents[path], zipfile.ZIP_DEFLATED)
    return archive.getvalue()
