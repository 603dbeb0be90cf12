"""Finds a submission's modules and its root: they lie in one folder, in several, or have other names."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from .model import Unreadable
from .names import in_one_line, is_version, meant_as, python_meant_as
from .notebooks import STUB

PERHAPS = "perhaps meant as"
_STUB = STUB.encode()
_CODE = re.compile(rb"(?:^|[\r\n])(?:(?:async[ \t]+)?def|class)[ \t]")


@dataclass(frozen=True)
class Rooted:
    """The files of a submission below its root.

    Attributes:
        files: the content of each, by path, sorted.
        doubtful: the path of each file that is perhaps meant as a module and does not count as one, and what
            it is: `perhaps meant as softmax.py`.
    """

    files: Mapping[str, bytes]
    doubtful: tuple[tuple[str, str], ...]


def rooted(files: Mapping[str, bytes], module_files: Collection[str], notebooks: Collection[str]) -> Rooted:
    """The files of a submission below its root.

    The root is the folder that holds all modules. If they lie in several folders, what lies beside each of
    them counts as lying at the root. Of a module that is there several times, the highest counts. Without
    modules, it is the folder that holds all notebooks.

    Args:
        files: the content of each, by path.
        module_files: the names of the files of the assignment's modules.
        notebooks: the paths of those that hold exercises.

    Raises:
        Unreadable: a path is both a file and a folder.
    """
    holding = _holding(files, module_files) or {_folder(path) for path in notebooks}
    outermost = _outermost(holding)
    below = {path[len(outermost) :]: path for path in sorted(files) if path.startswith(outermost)}
    lifted = _lifted(_holding(below, module_files))
    placed: dict[str, str] = {}
    for path in sorted(below, key=lambda path: (path.count("/"), path)):
        folder, _, name = path.rpartition("/")
        placed[name if f"{folder}/" in lifted and name not in placed else path] = below[path]
    for path in placed:
        for parent in PurePosixPath(path).parents:
            if str(parent) in placed:
                raise Unreadable(f"“{in_one_line(str(parent))}” is both a file and a folder.")
    counted = {placed[name] for name in module_files if name in placed}
    doubtful = tuple(
        (path, f"{PERHAPS} {meant}")
        for path in sorted(set(files) - counted - set(notebooks))
        if (meant := meant_as(name := path.rpartition("/")[2], module_files)) is not None
        and (meant not in placed or is_version(name, meant))
    )
    return Rooted({path: files[placed[path]] for path in sorted(placed)}, doubtful)


def misnamed(files: Mapping[str, bytes], module_files: Collection[str]) -> dict[str, list[str]]:
    """The paths of Python files that may be meant as each module that is nowhere, of each content one.

    A name in which only case and signs differ counts before one with more words: `Softmax (1).py` before
    `softmax_helpers.py`. Only such a file may also be meant as a module in which more is still to do. Of
    several, those count in which least is.

    Args:
        files: the content of each, by path.
        module_files: the names of the files of the assignment's modules.
    """
    to_do: dict[str, int] = {}
    for path, content in files.items():
        if (name := path.rpartition("/")[2]) in module_files:
            to_do[name] = min(content.count(_STUB), to_do.get(name, sys.maxsize))
    plain: dict[str, dict[bytes, str]] = {}
    perhaps: dict[str, dict[bytes, str]] = {}
    for path in sorted(files, key=lambda path: (path.count("/"), path)):
        name = path.rpartition("/")[2]
        meant = python_meant_as(name, module_files)
        if meant is None or name == meant or not _CODE.search(files[path]):
            continue
        if is_version(name, meant) and files[path].count(_STUB) < to_do.get(meant, sys.maxsize):
            plain.setdefault(meant, {}).setdefault(files[path], path)
        elif meant not in to_do:
            perhaps.setdefault(meant, {}).setdefault(files[path], path)
    return {module_file: _least_to_do(paths) for module_file, paths in {**perhaps, **plain}.items()}


def _least_to_do(paths: Mapping[bytes, str]) -> list[str]:
    least = min(content.count(_STUB) for content in paths)
    return [path for content, path in paths.items() if content.count(_STUB) == least]


def _holding(paths: Collection[str], module_files: Collection[str]) -> dict[str, set[str]]:
    """The modules in each folder that holds some."""
    holding: dict[str, set[str]] = {}
    for path in paths:
        name = path.rpartition("/")[2]
        if name in module_files:
            holding.setdefault(_folder(path), set()).add(name)
    return holding


def _folder(path: str) -> str:
    folder, slash, _name = path.rpartition("/")
    return folder + slash


def _outermost(holding: Collection[str]) -> str:
    """The folder that holds all modules; empty if there are several such folders."""
    highest = min(holding, key=len, default="")
    return highest if all(folder.startswith(highest) for folder in holding) else ""


def _lifted(holding: Mapping[str, set[str]]) -> set[str]:
    """The folders of modules that are in no other folder as high up."""
    return {
        folder
        for folder, modules in holding.items()
        if not any(
            modules & others and other.count("/") <= folder.count("/")
            for other, others in holding.items()
            if other != folder
        )
    }
