"""What zip and tar archives have in common: they may be damaged, and they may be endless."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from .model import Unreadable

# Also baggage counts here, which a virtual environment has a lot of.
ENTRIES = 100_000


@contextmanager
def damage_is_unreadable(kind: str) -> Iterator[None]:
    """Whatever the parsers of the standard library raise over an archive's bytes is damage.

    What they do raise is open: beside errors of their own, struct.error, RecursionError and most
    built-in ones have been seen. What this machine is to blame for passes.
    """
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        # A wrong offset makes a seek invalid; the decompressors' own errors have no number.
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise Unreadable(f"The file is damaged, or it is not a {kind} archive.") from error


def too_many_entries() -> Unreadable:
    return Unreadable(f"The archive has more than {ENTRIES:,} entries.")
