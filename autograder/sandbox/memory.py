"""What the kernel says about a process' memory."""

from __future__ import annotations

import os
from pathlib import Path

from .limits import MIB

MEMORY_MARGIN = 16 * MIB
"""A process this near to its limit counts as having met it: the next piece was too large."""

STATUS_MOST = 8192
"""Enough bytes of `/proc/<pid>/status` to read."""


class Memory:
    """What the kernel says about a process' memory.

    Args:
        status: the open `/proc/<pid>/status`, read after every call.
        limit: the process' limit of address space, in bytes.
    """

    def __init__(self, status: int, limit: int) -> None:
        self._status = status
        self._limit = limit

    @classmethod
    def of(cls, pid: int) -> Memory | None:
        """That of a process; None if the kernel does not tell, or sets no limit."""
        try:
            limit = _figure(Path(f"/proc/{pid}/limits").read_bytes(), b"Max address space")
            return cls(os.open(f"/proc/{pid}/status", os.O_RDONLY | os.O_CLOEXEC), limit)
        except (OSError, ValueError):
            return None

    def met_limit(self) -> bool:
        """Whether the process has ever used almost all of it."""
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
