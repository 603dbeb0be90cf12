"""Which modules of a folder have been saved, while something else goes on."""

from __future__ import annotations

import queue
import threading
from pathlib import Path

from watchfiles import watch

STEP_MILLISECONDS = 20
"""How long nothing must change before a change counts: an editor may write a file twice."""

LOOK_SECONDS = 0.1


class SavedModules:
    """Watches the modules of a folder in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._saved: queue.SimpleQueue[set[str]] = queue.SimpleQueue()
        self._stop = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def __enter__(self) -> SavedModules:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stop.set()

    def any(self) -> bool:
        """Whether a module has been saved that `next` has not told."""
        return not self._saved.empty()

    def next(self) -> set[str]:
        """Wait until modules are saved; their names."""
        while True:
            try:
                saved = self._saved.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                continue
            while not self._saved.empty():
                saved |= self._saved.get()
            return saved

    def _watch(self) -> None:
        try:
            self._follow(by_looking=None)
        except (OSError, RuntimeError):
            # The system watches no more: editors and other programs have used up its limits.
            self._follow(by_looking=True)

    def _follow(self, *, by_looking: bool | None) -> None:
        """Note what changes; `by_looking`: whether to look again and again, None for the system's own way."""
        changes = watch(
            self._folder,
            watch_filter=lambda _change, path: path.endswith(".py"),
            step=STEP_MILLISECONDS,
            stop_event=self._stop,
            recursive=False,
            force_polling=by_looking,
        )
        for changed in changes:
            self._saved.put({Path(path).stem for _change, path in changed})
