"""Packs a process' own memory into huge pages: a fork then takes less than half as long.

A fork copies a page table entry for each page, and the child's end frees it: 2 MiB have one if they are a
huge page, else 512. A huge page that a child writes to is split again, only for that child.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from .isolation import linux

HUGE = 2 * 1024 * 1024


def pack_into_huge_pages() -> None:
    """Ask the kernel to do so, if it can (Linux 6.1 or later, unless huge pages are switched off)."""
    if sys.platform != "linux":
        return
    for mapping in Path("/proc/self/maps").read_text().splitlines():
        addresses, permissions, *_rest, inode = mapping.split()[:5]
        if permissions == "rw-p" and inode == "0":
            start, end = (int(address, 16) for address in addresses.split("-"))
            start, end = -(-start // HUGE) * HUGE, end // HUGE * HUGE
            if start < end:
                # The kernel refuses memory with unused parts: nothing is lost.
                with suppress(OSError):
                    linux.madvise(start, end - start, linux.MADV_COLLAPSE)
