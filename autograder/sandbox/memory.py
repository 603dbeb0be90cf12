"""What the kernel says of the memory of a process."""

from __future__ import annotations

import os
from pathlib import Path

from .limits import MIB

MEMORY_MARGIN = 16 * MIB
"""So near to its limit, a process is taken to have met it: a smaller piece was not to be had."""

STATUS_MOST = 8192
"""Bytes of `/proc/<pid>/status` that hold all that is wanted of it."""


class Memory:
    """What the kernel says of the memory of a process.

    Args:
        status: the open `/proc/<pid>/status`: it is asked after every call.
        limit: bytes of address space that the process may have.
    """

    def __init__(self, status: int, limit: int) -> None:
        self._status = status
        self._limit = limit

    @classmethod
    def of(cls, pid: int) -> Memory | None:
        """None where the kernel does not tell, or sets no limit."""
        try:
            limit = _figure(Path(f"/proc/{pid}/limits").read_bytes(), b"Max address space")
            return cls(os.open(f"/proc/{pid}/status", os.O_RDONLY | os.O_CLOEXEC), limit)
        except (OSError, ValueError):
            return None

    def met_limit(self) -> bool:
        """Whether it has been all but used up at any time."""
        try:
            peak = _figure(os.pread(self._status, STATUS_MOST, 0), b"VmPeak:")
        except (OSError, ValueError):
            return False
        return peak * 1024 > self._limit - MEMORY_MARGIN

    def close(self) -> None:
        os.close(self._status)


def _figure(text: bytes, label: bytes) -> int:
    """The first number behind a label."""
    _before, found, behind = text.partition(label)
    if not found:
        raise ValueError(f"no {label.decode()}")
    return int(behind.split(maxsplit=1)[0])
