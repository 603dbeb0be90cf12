"""Gathers the files of one submission within bounds: modules first, and what fits of the rest."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from .model import Unreadable
from .names import archive_suffix, in_one_line
from .notebooks import holds_exercises

FILES = 200
BYTES = 20_000_000
CHUNK = 1 << 16
ANOTHER_ARCHIVE = "another archive"


class Contents:
    """Collects files. Modules of the assignment must be readable; anything beside them may be left out.

    Args:
        modules: the names of the assignment's modules, without `.py`.
    """

    def __init__(self, modules: Collection[str]) -> None:
        self._module_files = frozenset(f"{module}.py" for module in modules)
        self._files: dict[str, bytes] = {}
        self._left_out: list[tuple[str, str]] = []
        self._archives: list[tuple[str, bytes | None]] = []
        self._modules = _Bounds()
        self._others = _Bounds()
        self._folders = 0

    def room_for_folder(self, path: str) -> bool:
        """Count a folder, and say whether to look into it: walking through many takes long."""
        self._folders += 1
        if self._folders > FILES:
            self.leave_out(path, f"beyond {FILES} folders")
        return self._folders <= FILES

    def is_module(self, path: str) -> bool:
        """Whether a path is called like a module of the assignment."""
        return path.rpartition("/")[2] in self._module_files

    def leave_out(self, path: str, what: str) -> None:
        """Leave out what lies beside the modules.

        Args:
            path: its path.
            what: what it is, as a sentence calls it: `a link`.

        Raises:
            Unreadable: it is called like a module.
        """
        if self.is_module(path):
            raise Unreadable(f"“{in_one_line(path)}” is {what}.")
        self._left_out.append((path, what))

    def add(self, path: str, chunks: Iterable[bytes]) -> None:
        """Add a file; reads its content chunk by chunk, and no further than allowed."""
        if not path:
            raise Unreadable("A file has no name.")
        if path in self._files:
            raise Unreadable(f"The file “{in_one_line(path)}” is there twice.")
        if archive_suffix(path) is not None:
            self._archives.append((path, None if self._archives else _Bounds().taken(chunks)))
            self.leave_out(path, ANOTHER_ARCHIVE)
            return
        bounds = self._modules if self.is_module(path) else self._others
        content = bounds.taken(chunks)
        if content is not None:
            self._files[path] = _in_utf8(content) if path.endswith(".py") else content
        elif bounds is self._modules:
            raise Unreadable(f"The modules are more than {FILES} files or hold more than {_MEGABYTES} MB.")
        else:
            self.leave_out(path, f"beyond {FILES} files or {_MEGABYTES} MB")

    def only_archive(self) -> tuple[str, bytes] | None:
        """The path and the content of the only archive, where nothing else holds work: it may be in it."""
        if len(self._archives) != 1 or any(map(self.is_module, self._files)) or self.notebooks():
            return None
        path, content = self._archives[0]
        return (path, content) if content is not None else None

    def notebooks(self) -> dict[str, bytes]:
        """The notebooks that hold exercises, by path."""
        return {path: content for path, content in self._files.items() if holds_exercises(path, content)}

    def left_out(self) -> list[tuple[str, str]]:
        """What was left out, and why."""
        return list(self._left_out)

    def below_root(self) -> dict[str, bytes]:
        """The files below the submission's root, sorted by path."""
        for path in self._files:
            for parent in PurePosixPath(path).parents:
                if str(parent) in self._files:
                    raise Unreadable(f"“{in_one_line(str(parent))}” is both a file and a folder.")
        root = self._root()
        return {path[len(root) :]: self._files[path] for path in sorted(self._files) if path.startswith(root)}

    def _root(self) -> str:
        """The prefix of the folder that holds all modules; empty if there are several such folders.

        Without modules, it is that of the notebooks that hold exercises.
        """
        modules = [path for path in self._files if self.is_module(path)]
        holding = {path.rpartition("/")[0] + "/" for path in modules or self.notebooks()}
        highest = min(holding, key=len, default="/")
        return highest if highest != "/" and all(path.startswith(highest) for path in holding) else ""


class _Bounds:
    """How much of one kind of files was taken so far."""

    def __init__(self) -> None:
        self._number = 0
        self._size = 0

    def taken(self, chunks: Iterable[bytes]) -> bytes | None:
        """The content of one more file; None if that would be too much."""
        if self._number == FILES:
            return None
        content = bytearray()
        for chunk in chunks:
            content += chunk
            if self._size + len(content) > BYTES:
                return None
        self._number += 1
        self._size += len(content)
        return bytes(content)


_MEGABYTES = BYTES // 1_000_000


def _in_utf8(content: bytes) -> bytes:
    """Python's text as Python reads it: some editors on Windows write UTF-16."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    try:
        return content.decode("utf-16").encode()
    except UnicodeError:
        return content
