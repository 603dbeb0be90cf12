"""Gathers the files of one submission within bounds: modules first, and what fits of the rest."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Iterable, Mapping

from ..text import listed, shortened
from .archives import are_packed
from .model import Unreadable
from .names import archive_suffix, in_one_line, is_baggage, is_perhaps_python, is_too_long
from .notebooks import holds_exercises
from .roots import PERHAPS, misnamed, rooted

FILES = 200
BYTES = 20_000_000
SAID_MOST = 3
"""Things that are named one by one."""
ANOTHER_ARCHIVE = "another archive"


class Contents:
    """Collects files. Modules of the assignment must be readable; anything beside them may be left out.

    Args:
        modules: the names of the assignment's modules, without `.py`.
        left_out: what is left out already, each with what it is.
        ignored: tells which names are baggage.
    """

    def __init__(
        self,
        modules: Collection[str],
        left_out: Iterable[tuple[str, str]] = (),
        ignored: Callable[[str], bool] = is_baggage,
    ) -> None:
        self._module_files = frozenset(f"{module}.py" for module in modules)
        self._files: dict[str, bytes] = {}
        self._left_out = list(left_out)
        self._standing_in: dict[str, str] = {}
        self._unclear: list[str] = []
        self._ignored = ignored
        self._archives: list[tuple[str, bytes | None]] = []
        self._packed = _Bounds()
        self._modules = _Bounds()
        self._others = _Bounds()
        self._folders = 0

    def room_for_folder(self, path: str) -> bool:
        """Count a folder, and say whether to look into it: walking through many takes long."""
        self._folders += 1
        if self._folders > FILES:
            self.leave_out(path, f"beyond {FILES} folders")
        return self._folders <= FILES

    def ignores(self, path: str) -> bool:
        """Whether a path is baggage, or lies in some."""
        return any(map(self._ignored, path.split("/")))

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
        if is_too_long(path):
            self.leave_out(path, "too long or too deep a path")
            return
        if path in self._files:
            self.leave_out(path, "there twice")
            return
        if archive_suffix(path) is not None:
            self._archives.append((path, self._packed.taken(chunks)))
            self.leave_out(path, ANOTHER_ARCHIVE)
            return
        bounds = self._modules if self.is_module(path) else self._others
        content = bounds.taken(chunks)
        if content is not None:
            self._files[path] = _in_utf8(content) if is_perhaps_python(path.rpartition("/")[2]) else content
        elif bounds is self._modules:
            raise Unreadable(f"The modules are more than {FILES} files or hold more than {_MEGABYTES} MB.")
        else:
            self.leave_out(path, f"beyond {FILES} files or {_MEGABYTES} MB")

    def add_older(self, name: str, upload: Contents) -> None:
        """Add the files of an older upload; of two files of a path, the newer one counts.

        Args:
            name: of the upload.
            upload: what it holds.
        """
        files = upload.below_root()
        self._standing_in |= {
            file: path for file, path in upload._standing_in.items() if file not in self._files
        }
        for path, content in files.items():
            if path not in self._files:
                self.add(path, [content])
            elif self._files[path] != content:
                self._left_out.append((name if path == name else f"{path} of {name}", "a newer one counts"))
        self._left_out += upload.left_out()

    def may_hold_work(self) -> bool:
        """Whether there is a file that may be meant as a module."""
        return bool(misnamed(self._files, self._module_files))

    def let_others_stand_in(self) -> None:
        """Let a file stand in for a module that is nowhere, or a stub, if it alone can be meant as that."""
        for module_file, paths in misnamed(self._files, self._module_files).items():
            if len(paths) > 1:
                self._unclear += paths
                continue
            folder, slash, _name = paths[0].rpartition("/")
            stubs = [path for path in self._files if path.rpartition("/")[2] == module_file]
            for path in stubs or [folder + slash + module_file]:
                self._files[path] = self._files[paths[0]]
            self._standing_in[module_file] = paths[0]

    def standing_in(self) -> dict[str, str]:
        """The path of each file that stands in for a module, by the module's file."""
        return self._standing_in

    def archives(self) -> list[tuple[str, bytes]]:
        """The path and the content of each archive, where nothing else holds work: it may be in them.

        If none is called like one, what is in the files tells. What is too large is not among them.
        """
        if self.holds_work():
            return []
        archives = self._archives or [file for file in self._files.items() if are_packed(file[1])]
        return [(path, content) for path, content in archives if content is not None]

    def agrees_with(self, others: Contents) -> bool:
        """Whether no module is here and there with other content."""
        modules = {path: content for path, content in self.below_root().items() if self.is_module(path)}
        return all(content == modules.get(path, content) for path, content in others.below_root().items())

    def holds_work(self) -> bool:
        """Whether there is a module, or a notebook that holds exercises."""
        return any(map(self.is_module, self._files)) or bool(self.notebooks())

    def notebooks(self) -> dict[str, bytes]:
        """The notebooks that hold exercises, by path."""
        return {path: content for path, content in self._files.items() if holds_exercises(path, content)}

    def left_out(self) -> list[tuple[str, str]]:
        """What was left out, and why."""
        counted = {(path, f"{PERHAPS} {file}") for file, path in self._standing_in.items()}
        return [one for one in dict.fromkeys(self._left_out) if one not in counted]

    def doubtful(self) -> tuple[tuple[str, str], ...]:
        """Files that are perhaps meant as modules and do not count, each with what it is perhaps."""
        return rooted(self._files, self._module_files, self.notebooks()).doubtful

    def below_root(self) -> Mapping[str, bytes]:
        """The files below the submission's root, sorted by path; names what may be newer than its modules.

        Raises:
            Unreadable: no module counts, because it is unclear which of several should.
        """
        found = rooted(self._files, self._module_files, self.notebooks())
        if not self._module_files & found.files.keys() and not self.notebooks():
            several = [path for path, _what in found.doubtful if self.is_module(path)]
            _refuse(several or self._unclear or [path for path, _content in self._archives])
        self._left_out += found.doubtful
        return found.files


def _refuse(unclear: list[str]) -> None:
    if unclear:
        shown = listed(shortened([f"“{in_one_line(path)}”" for path in unclear], SAID_MOST))
        raise Unreadable(f"It is unclear what to grade: only {shown} may hold the modules.")


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
    """Python's text as Python reads it: some editors on Windows write UTF-16, or even UTF-32."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        return content
    try:
        return content.decode(encoding).encode()
    except UnicodeError:
        return content
