"""The results folder: one file a submission, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..files import write_whole
from ..submissions import Source

KEYS = ".keys"
OWN_NAMES = frozenset({"run", "scores", "index"})
PLAIN_NAME = re.compile(r"(?![.-])[A-Za-z0-9._-]{1,100}")
SLUG_MOST = 60


def result_names(sources: Sequence[Source]) -> list[str]:
    """The name of each submission's result file, without `.json`; no two are the same.

    A plain name is kept. One that a file should not have, that another submission has too or that
    the run needs for itself, is made plain and told apart by a hash of where the submission lies.
    """
    # Compared without case: some file systems take `Ada` and `ada` for one.
    shared = Counter(source.name.casefold() for source in sources)
    parent = _common_parent(sources)
    return [
        source.name
        if PLAIN_NAME.fullmatch(source.name)
        and shared[source.name.casefold()] == 1
        and source.name not in OWN_NAMES
        else _encoded(source, parent)
        for source in sources
    ]


class Store:
    """The results folder of one class.

    Raises:
        UsageError: it cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            (folder / KEYS).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot write results to {folder}: {error.strerror}") from None

    def graded(self, name: str, key: str) -> str | None:
        """The result of this name, if it is the one that the key stands for."""
        try:
            text = (self._folder / f"{name}.json").read_text(encoding="utf-8")
            noted = (self._folder / KEYS / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        return text if noted == _note(key, text) else None

    def has_note(self, name: str) -> bool:
        return (self._folder / KEYS / name).exists()

    def keep(self, name: str, text: str, key: str | None) -> None:
        """Write a result; with a key, it need not be graded again while the key is the same."""
        write_whole(self._folder / f"{name}.json", text.encode())
        if key is not None:
            write_whole(self._folder / KEYS / name, _note(key, text).encode())

    def write(self, file: str, text: str) -> None:
        write_whole(self._folder / file, text.encode())

    def write_json(self, file: str, content: Any) -> None:
        self.write(file, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _note(key: str, text: str) -> str:
    """Ties a key to the very result that it stands for, so that an edited result is graded anew."""
    return f"{key} {hashlib.sha256(text.encode()).hexdigest()}\n"


def _encoded(source: Source, parent: Path) -> str:
    slug = re.sub(r"[^A-Za-z0-9_-]+", "_", source.name)[:SLUG_MOST].strip("_-") or "submission"
    place = os.path.relpath(source.path, parent).encode(errors="surrogateescape")
    return f"{slug}-{hashlib.sha256(place).hexdigest()[:12]}"


def _common_parent(sources: Sequence[Source]) -> Path:
    parents = [str(source.path.absolute().parent) for source in sources]
    return Path(os.path.commonpath(parents)) if parents else Path()
