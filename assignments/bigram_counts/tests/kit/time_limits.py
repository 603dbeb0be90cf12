"""Ends code that takes too long, in the very process that calls it, on any system."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN_SECONDS = 0.2
"""A bare `except:` may swallow the first interruption, and hardly one after the other."""

WAITING = 4.0
"""How many times the limit code may take that hardly computes: it waits, or the machine is busy."""

DEBUGGERS = ("bdb", "pdb", "pydevd", "_pydevd")
"""Whoever looks at a stopped program may take their time."""


class TookTooLong(BaseException):
    """Code took too long. No `except Exception` of that code catches it.

    Attributes:
        seconds: how long it was given.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TookTooLong` in the code within, once it takes longer.

    This ends what Python runs line by line: a loop that never ends, above all. It cannot end a single call
    that waits or computes inside a library. Outside the main thread, which alone has signals, there is no
    limit; nor is there one for whoever uses a debugger.

    Args:
        seconds: of processor time and of the wall clock; of the latter alone, `WAITING` times as many.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    watch = _Watch(seconds, before)
    signal.signal(signal.SIGINT, watch.handle)
    watch.start()
    try:
        yield
    finally:
        # First of all: an interruption that is on its way is not to arrive after the code within.
        watch.over = True
        watch.end()
        signal.signal(signal.SIGINT, before)


class _Watch:
    """Interrupts the main thread when time is over, as Ctrl-C does.

    Args:
        seconds: until then.
        before: what handles Ctrl-C otherwise.
    """

    def __init__(self, seconds: float, before: object) -> None:
        self.over = False
        self._before = before
        self._seconds = seconds
        self._began = time.monotonic(), time.process_time()
        self._due = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._interrupt, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Handle an interruption, by this watch or by Ctrl-C."""
        if not self._due:
            if callable(self._before):
                self._before(number, frame)
            return
        self._due = False
        if not self.over and not _is_debugged(frame):
            raise TookTooLong(self._seconds)

    def _interrupt(self) -> None:
        pause = self._seconds
        while not self._ended.wait(pause):
            pause = AGAIN_SECONDS
            if self._took_too_long():
                self._due = True
                _thread.interrupt_main()

    def _took_too_long(self) -> bool:
        """Whether time is over, once so many seconds of the wall clock are."""
        wall, processor = self._began
        waited = time.monotonic() - wall >= WAITING * self._seconds
        return waited or time.process_time() - processor >= self._seconds


def _is_debugged(frame: FrameType | None) -> bool:
    while frame is not None:
        if str(frame.f_globals.get("__name__")).startswith(DEBUGGERS):
            return True
        frame = frame.f_back
    return False
