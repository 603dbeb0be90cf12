"""Ctrl-C: the first finishes running work, the second ends it at once."""

from __future__ import annotations

import signal
from types import FrameType


class Interrupts:
    """Notes Ctrl-C while it is open.

    Attributes:
        asked: whether Ctrl-C was pressed.
    """

    def __init__(self) -> None:
        self.asked = False
        self._said = False

    def __enter__(self) -> Interrupts:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_exception: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def first_seen(self) -> bool:
        """Whether Ctrl-C was pressed since the last call."""
        seen, self._said = self.asked and not self._said, self.asked
        return seen

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
