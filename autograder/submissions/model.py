"""A submission: its place, and its files once read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """The place of a submission that is not read yet.

    Attributes:
        name: what it is called.
        path: a folder or an archive; of single files or versions, the folder that they lie in.
        files: the single files or folders of versions that it consists of, from the oldest to the newest, as
            paths below `path`, each with the name that it is to have.
    """

    name: str
    path: Path
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Submission:
    """What a student handed in.

    `files` maps each file's path below the submission's root (with `/`, sorted) to its content. Bytes of
    names that are not UTF-8 are escaped. `left_out` names things beside the modules that are not graded.
    `standing_in` gives the path of each file of another name that is graded as a module, by that module's
    file.
    """

    name: str
    files: Mapping[str, bytes]
    left_out: tuple[str, ...] = ()
    standing_in: Mapping[str, str] = field(default_factory=dict)

    def digest(self) -> str:
        """A SHA-256 of the names and contents of all files."""
        sha256 = hashlib.sha256()
        for path, content in self.files.items():
            for part in (path.encode(), content):
                sha256.update(len(part).to_bytes(8, "big"))
                sha256.update(part)
        return sha256.hexdigest()


class Unreadable(Exception):
    """A submission cannot be read; one sentence says why."""
