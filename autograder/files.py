"""Writes files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import UsageError

HALF_WRITTEN = ".writing-"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody sees it half written, even if this process is killed.

    Raises:
        UsageError: the disk is full, or the folder cannot be written to.
    """
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


def remove_half_written(folder: Path) -> None:
    """Remove the half-written files of a killed process."""
    for path in folder.glob(f"{HALF_WRITTEN}*"):
        path.unlink(missing_ok=True)
