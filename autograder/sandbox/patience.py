"""Waits for another process as long as its processor time allows, however busy the machine is."""

from __future__ import annotations

import sys
import time
from pathlib import Path

WAITING_FACTOR = 4
"""The limit of waiting, as a multiple of that of processor time: it ends code that sleeps or waits."""

LOOK_SECONDS = 0.1
"""How often to look at the process, in seconds."""

CPUCLOCK_SCHED = 2
"""Linux's clock of the processor time of a whole process, in nanoseconds."""


class Patience:
    """Waits for a process until it has used up a limit.

    Args:
        pid: the process. It must not have been reaped: its number might be another's by now.
        seconds: the processor time that it may use from now on. It may sleep or wait `WAITING_FACTOR`
            times as long; if the system does not tell processor times, that is its only limit.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid = pid
        self._seconds = seconds
        self._used_before = processor_seconds(pid)
        self._waited = 0.0
        self._looked = time.monotonic()
        self._held_up: float | None = None

    def __call__(self) -> float:
        """The seconds to wait before the next call.

        Raises:
            TimeoutError: a limit is used up.
        """
        now = time.monotonic()
        elapsed, self._looked = now - self._looked, now
        # Any longer is not the other process' fault: this one got no processor itself.
        self._waited += min(elapsed, LOOK_SECONDS)
        if elapsed >= LOOK_SECONDS:
            self._waited -= self._newly_held_up()
        if self._waited >= WAITING_FACTOR * self._seconds:
            raise TimeoutError
        self.check()
        return LOOK_SECONDS

    def check(self) -> None:
        """Check only the processor time.

        Raises:
            TimeoutError: it is used up.
        """
        used = processor_seconds(self._pid)
        if used is not None and self.used_up_by(used):
            raise TimeoutError

    def used_up_by(self, processor_seconds: float) -> bool:
        """Whether the limit is used up, given the processor time of the process' whole life."""
        return self._used_before is not None and processor_seconds - self._used_before >= self._seconds

    def _newly_held_up(self) -> float:
        """How long the process was ready to run without a processor since the last call."""
        before, self._held_up = self._held_up, seconds_held_up(self._pid)
        return self._held_up - before if before is not None else 0.0


def processor_seconds(pid: int) -> float | None:
    """The processor time of a process with all its threads; None if the system does not tell."""
    if sys.platform != "linux":
        return None
    try:
        # Computed as `clock_getcpuclockid` does.
        return time.clock_gettime((~pid << 3) | CPUCLOCK_SCHED)
    except OSError:
        return None


def seconds_held_up(pid: int) -> float:
    """How long a process has been ready to run without a processor; 0 if the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_bytes().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
