"""What zip and tar archives share: they may be damaged, and they may be endless."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from .model import Unreadable

# Baggage counts, too: a virtual environment has a lot of it.
ENTRIES = 100_000
CHUNK = 1 << 16


class Taker(Protocol):
    """Takes the files of an archive, each by its path below the root, and its content in pieces.

    What it ignores, nobody even looks at.
    """

    def ignores(self, path: str) -> bool: ...

    def add(self, path: str, chunks: Iterable[bytes]) -> None: ...

    def leave_out(self, path: str, what: str) -> None: ...


@contextmanager
def damage_is_unreadable(kind: str) -> Iterator[None]:
    """Turns whatever the standard library's parsers raise about an archive's bytes into `Unreadable`.

    They may raise anything: besides errors of their own, struct.error, RecursionError and most built-in
    ones have been seen. Errors of this machine pass.

    Args:
        kind: of the archive, for the message.
    """
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        # A wrong offset makes a seek invalid (EINVAL); the decompressors' own errors have no number.
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise Unreadable(f"The file is damaged, or it is not a {kind} archive.") from error


def too_many_entries() -> Unreadable:
    return Unreadable(f"The archive has more than {ENTRIES:,} entries.")
