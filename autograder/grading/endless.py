"""Ends a test that computes without an end in the grader's own process, by itself or in a reference."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import UsageError

LOOK_SECONDS = 0.2


class EndlessTest(UsageError):
    """Raised in the thread of a test that does not end; made without arguments, as its thread makes it."""

    def __init__(self) -> None:
        super().__init__("it computes without an end in the test itself, or in the fixture `reference`")


class Watch:
    """Watches over the tests of the thread that makes it.

    Args:
        seconds: processor time that a test may take in this thread; waiting for a student's process takes
            none. Where the system does not tell it (macOS), nothing is watched.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._watched = threading.get_ident()
        self._lock = threading.Lock()
        self._end: float | None = None
        self._closed = threading.Event()
        if hasattr(time, "pthread_getcpuclockid"):
            threading.Thread(target=self._look, name="watch", daemon=True).start()

    def close(self) -> None:
        self._closed.set()

    @contextmanager
    def over_a_test(self) -> Iterator[None]:
        """Raises EndlessTest in what it holds, if that takes too long."""
        with self._lock:
            self._end = time.thread_time() + self._seconds
        try:
            yield
        finally:
            with self._lock:
                self._end = None

    def _look(self) -> None:
        clock = time.pthread_getcpuclockid(self._watched)
        while not self._closed.wait(LOOK_SECONDS):
            with self._lock:
                if self._end is not None and time.clock_gettime(clock) > self._end:
                    self._end = None
                    # The only way to end a loop of another thread.
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(self._watched), ctypes.py_object(EndlessTest)
                    )
