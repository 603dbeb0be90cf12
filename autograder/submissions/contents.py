"""Gathers the files of one submission within bounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from .model import Unreadable
from .names import archive_suffix, in_one_line

FILES = 200
BYTES = 20_000_000
CHUNK = 1 << 16


class Contents:
    """Collects files and refuses what no submission may hold."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._size = 0
        self._folders = 0

    def add_folder(self) -> None:
        """Count a folder: many folders take as long to walk through as many files."""
        self._folders += 1
        if self._folders > FILES:
            raise Unreadable(f"There are more than {FILES} folders.")

    def add(self, path: str, chunks: Iterable[bytes]) -> None:
        """Add a file; reads its content chunk by chunk, and no further than allowed."""
        shown = in_one_line(path)
        if not path:
            raise Unreadable("A file has no name.")
        if path in self._files:
            raise Unreadable(f"The file “{shown}” is there twice.")
        if archive_suffix(path) is not None:
            raise Unreadable(f"There is another archive inside: “{shown}”.")
        if len(self._files) == FILES:
            raise Unreadable(f"There are more than {FILES} files.")
        content = bytearray()
        for chunk in chunks:
            self._size += len(chunk)
            if self._size > BYTES:
                raise Unreadable(f"The files hold more than {BYTES // 1_000_000} MB.")
            content += chunk
        self._files[path] = bytes(content)

    def below_root(self, modules: Collection[str]) -> dict[str, bytes]:
        """The files below the submission's root, sorted by path.

        Args:
            modules: the names of the assignment's modules, which mark the root.
        """
        for path in self._files:
            for parent in PurePosixPath(path).parents:
                if str(parent) in self._files:
                    raise Unreadable(f"“{in_one_line(str(parent))}” is both a file and a folder.")
        if len({parent for path in self._files for parent in PurePosixPath(path).parents}) > FILES + 1:
            raise Unreadable(f"There are more than {FILES} folders.")
        root = _root(self._files, {f"{module}.py" for module in modules})
        return {path[len(root) :]: self._files[path] for path in sorted(self._files) if path.startswith(root)}


def _root(paths: Collection[str], module_files: Collection[str]) -> str:
    """The prefix of the wrapping folder or folders; empty if nothing is wrapped."""
    root = ""
    while not any(root + file in paths for file in module_files):
        below = (path[len(root) :].split("/") for path in paths if path.startswith(root))
        folders = {parts[0] for parts in below if len(parts) > 1 and not parts[0].startswith(".")}
        if len(folders) != 1:
            return ""
        root += folders.pop() + "/"
    return root
