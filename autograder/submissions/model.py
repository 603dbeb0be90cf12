"""A submission: where it lies, and what it holds once it has been read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """Where a submission lies, not yet read."""

    name: str
    path: Path


@dataclass(frozen=True)
class Submission:
    """What a student handed in.

    `files` maps each file's path below the submission's root (with `/`, in sorted order) to what
    it holds, byte for byte. Bytes of names that are not UTF-8 are escaped.
    """

    name: str
    files: Mapping[str, bytes]

    def digest(self) -> str:
        """A sha256 over the names and contents of all files."""
        sha256 = hashlib.sha256()
        for path, content in self.files.items():
            for part in (path.encode(), content):
                sha256.update(len(part).to_bytes(8, "big"))
                sha256.update(part)
        return sha256.hexdigest()


class Unreadable(Exception):
    """A submission that cannot be read, with one sentence that says why."""
