"""Unpacks the bulk download of a class, which is then looked at like a folder of submissions."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath

from ..errors import UsageError
from .archives import paths_in, read_archive
from .damage import ENTRIES
from .flat_files import flat_file, is_of_a_system
from .folders import entries_of_class
from .model import Unreadable
from .names import (
    archive_suffix,
    called_after,
    in_one_line,
    is_baggage,
    is_like_people,
    is_notebook,
    meant_as,
    python_meant_as,
    whole_suffix,
    without_suffix,
)

CLASS_BYTES = 16_000_000_000
"""What a class may expand to: nearly a thousand submissions at their bound of 20 MB."""


@contextmanager
def unpacked(paths: Sequence[Path], modules: Collection[str]) -> Iterator[list[Path]]:
    """The same paths, with a folder in place of each archive that holds a class; it is removed at the end.

    Args:
        paths: what an instructor gives.
        modules: the names of the assignment's modules, without `.py`.

    Raises:
        UsageError: such an archive is damaged, too large or encrypted, or the disk is full.
    """
    module_files = frozenset(f"{module}.py" for module in modules)
    with tempfile.TemporaryDirectory(prefix="class-") as scratch:
        places = []
        for number, path in enumerate(paths):
            if path.is_file() and not path.is_symlink() and _is_a_class(inside := _paths(path), module_files):
                folder = Path(scratch) / str(number) / without_suffix(path.name)
                _unpack(path, folder, _baggage_in(inside))
                path = _without_wrapping(folder, module_files)
            places.append(path)
        yield places


def holds_a_class(archive: Path, module_files: Collection[str]) -> bool:
    """Whether a file is an archive with the work of several students.

    Args:
        archive: the file.
        module_files: the names of the files of the assignment's modules.

    Raises:
        UsageError: it cannot be opened.
    """
    return _is_a_class(_paths(archive), module_files)


def reason_against(archive: Path) -> str | None:
    """Why an archive cannot be read, if nothing of it can: then nobody knows whether it holds a class."""
    try:
        _listed(archive)
    except Unreadable as reason:
        return str(reason)
    return None


def is_perhaps_work(archive: Path, module_files: Collection[str]) -> bool:
    """Whether an archive is perhaps work of this assignment, and not of another: what is damaged may be it.

    Args:
        archive: the archive.
        module_files: the names of the files of the assignment's modules.
    """
    try:
        names = [path.name for path in _without_baggage(_paths(archive))]
    except UsageError:
        return True  # Reading it later will say why it fails.
    return not names or any(meant_as(name, module_files) or whole_suffix(name) for name in names)


def holds_modules(folder: Path, module_files: Collection[str]) -> bool:
    """Whether modules lie somewhere below a folder.

    Args:
        folder: the folder.
        module_files: the names of the files of the assignment's modules.
    """
    return any(path.name in module_files for path in _paths_below(folder))


def is_perhaps_a_class(place: Path, module_files: Collection[str]) -> bool:
    """Whether in what seems one submission a module is there for several students.

    Args:
        place: a folder or a file among others.
        module_files: the names of the files of the assignment's modules.
    """
    try:
        paths = _paths_below(place) if place.is_dir() else _without_baggage(_paths(place))
        return _holds_several(paths, module_files)
    except UsageError:
        return False  # Reading it as a submission will say why.


def class_within(folder: Path, module_files: Collection[str]) -> Path:
    """The folder in which the students' work lies, if a folder wraps that of a class; else the same folder.

    A student may have several archives or notebooks: of a class of one, these are no students.

    Args:
        folder: the folder.
        module_files: the names of the files of the assignment's modules.
    """
    within = _without_wrapping(folder, module_files)
    if within == folder or not _holds_several(_paths_below(within), module_files):
        return folder
    return within


def _paths_below(folder: Path) -> list[PurePosixPath]:
    """The paths of files in a folder, without baggage and as many as an archive may have."""
    return list(islice(_files_below(folder), ENTRIES))


def _files_below(folder: Path) -> Iterator[PurePosixPath]:
    places = [folder]
    while places:
        try:
            entries = entries_of_class(places.pop())
        except OSError:
            continue  # Reading it later will say why it fails.
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                places.append(Path(entry.path))
            else:
                yield PurePosixPath(os.path.relpath(entry.path, folder))


def _paths(archive: Path) -> list[PurePosixPath]:
    """The paths in an archive; none if it is unreadable, and reading it as a submission will say why."""
    try:
        return _listed(archive)
    except Unreadable:
        return []


def _listed(archive: Path) -> list[PurePosixPath]:
    try:
        with archive.open("rb") as file:
            return list(map(PurePosixPath, paths_in(file, archive.name)))
    except OSError as error:
        raise UsageError(f"{in_one_line(str(archive))} cannot be read: {error.strerror}") from error


def _is_a_class(paths: Sequence[PurePosixPath], module_files: Collection[str]) -> bool:
    """Whether files are of several students, or come from a platform, if only for one student.

    Each student has modules, or a whole archive or notebook.
    """
    kept = _without_baggage(paths)
    if any(is_of_a_system(part) for path in kept for part in path.parts):
        return True
    if any(path.name in module_files for path in kept):
        return _holds_several(kept, module_files)
    archives = {path for path in kept if archive_suffix(path.name)}
    notebooks = {path for path in kept if is_notebook(path.name)}
    several = max(len(archives), len(notebooks)) > 1 or _holds_several(kept, module_files)
    return several or bool(_uploading(kept, module_files))


def _holds_several(paths: Sequence[PurePosixPath], module_files: Collection[str]) -> bool:
    """Whether some module is there for several students, or single files are of several."""
    modules = [path for path in paths if path.name in module_files] or list(_misnamed(paths, module_files))
    holding = {module.parent for module in modules}
    apart = {folder for folder in holding if not holding & set(folder.parents)}
    versions = Counter(module.name for module in set(modules) if module.parent in apart)
    return max(*versions.values(), len(_uploading(paths, module_files)), 0) > 1


def _misnamed(paths: Iterable[PurePosixPath], module_files: Collection[str]) -> Iterator[PurePosixPath]:
    """Where modules under other names would lie by their own, each student's in a folder."""
    for path in paths:
        if (meant := python_meant_as(path.name, module_files)) is not None:
            yield path.parent / (called_after(path.name, module_files) or "") / meant


def _uploading(paths: Iterable[PurePosixPath], module_files: Collection[str]) -> set[str]:
    """The students of whom single files with work are there."""
    uploads = (flat_file(path.name, module_files) for path in paths)
    return {upload.student for upload in uploads if upload is not None and upload.is_work}


def _without_baggage(paths: Sequence[PurePosixPath]) -> list[PurePosixPath]:
    ignored = _baggage_in(paths)
    return [path for path in paths if ignored.isdisjoint((path, *path.parents))]


def _baggage_in(paths: Iterable[PurePosixPath]) -> set[PurePosixPath]:
    """The files and folders of an archive that are baggage, but for folders that are only called so."""
    inside: dict[PurePosixPath, set[str]] = {}
    for path in paths:
        for place in (path, *path.parents):
            inside.setdefault(place, set())
            if place != place.parent:
                inside.setdefault(place.parent, set()).add(place.name)
    return {
        place
        for place, names in inside.items()
        if is_baggage(place.name) and not is_like_people(place.name, names)
    }


class _Folder:
    """Takes the files of an archive into a folder.

    Args:
        folder: the folder.
        most: the bytes that all files may have together.
        ignored: what stays in the archive.
    """

    def __init__(self, folder: Path, most: int, ignored: Set[PurePosixPath]) -> None:
        self._folder = folder
        self._ignored = ignored
        self._most = most
        self._left = most

    def ignores(self, path: str) -> bool:
        place = PurePosixPath(path)
        return not self._ignored.isdisjoint((place, *place.parents))

    def leave_out(self, path: str, what: str) -> None:
        """Leave a link or a special file where it is."""

    def add(self, path: str, chunks: Iterable[bytes]) -> None:
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            file = place.open("xb")
        except FileExistsError:
            raise Unreadable(f"The file “{in_one_line(path)}” is there twice.") from None
        with file:
            for chunk in chunks:
                self._left -= len(chunk)
                if self._left < 0:
                    raise Unreadable(f"It expands to more than {self._most // 10**9} GB.")
                file.write(chunk)


def _unpack(archive: Path, folder: Path, ignored: Set[PurePosixPath]) -> None:
    shown = in_one_line(archive.name)
    folder.mkdir(parents=True)
    try:
        with archive.open("rb") as file:
            read_archive(file, archive.name, _Folder(folder, CLASS_BYTES, ignored))
    except (Unreadable, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"{shown} cannot be unpacked; do it by hand, and give the folder: {reason}"
        ) from error


def _without_wrapping(folder: Path, module_files: Collection[str]) -> Path:
    """The folder in which the students' work lies: many downloads wrap it in another one."""
    while True:
        entries = [Path(entry.path) for entry in entries_of_class(folder)]
        folders = [entry for entry in entries if entry.is_dir()]
        if len(folders) != 1 or is_of_a_system(folders[0].name):
            return folder
        if any(_is_work(entry, module_files) for entry in entries if entry.is_file()):
            return folder
        folder = folders[0]


def _is_work(file: Path, module_files: Collection[str]) -> bool:
    upload = flat_file(file.name, module_files)
    return whole_suffix(file.name) is not None or (upload is not None and upload.is_work)
