"""Judges names: which are baggage, which are archives, which paths stay below their folder."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection
from itertools import accumulate
from pathlib import PurePath

from .model import Unreadable

VERSIONS = frozenset({".git", ".hg", ".svn"})
ENVIRONMENTS = frozenset({".venv", ".env", "site-packages", "node_modules", ".tox", ".nox"})
LIKE_PEOPLE = frozenset({"venv", "env", "ENV", "virtualenv"})
"""What environments are mostly called, and perhaps people and their folders, too."""

OF_ENVIRONMENTS = frozenset({"pyvenv.cfg", "bin", "Scripts", "conda-meta"})
"""What lies in any environment, on one system or another."""

CACHES = frozenset(
    {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".cache", ".ipynb_checkpoints"}
)
EDITORS = frozenset({".idea", ".vscode"})
SYSTEMS = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
BAGGAGE = VERSIONS | ENVIRONMENTS | LIKE_PEOPLE | CACHES | EDITORS | SYSTEMS

ZIP = (".zip", ".zipx")
TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz")
FOREIGN = (".7z", ".7zip", ".rar", ".alz", ".sitx", ".tar.zst", ".tar.lz", ".tar.lzma", ".tar.z")
NOTEBOOK = ".ipynb"
DEPTH = 20
NAME_BYTES = 255
PATH_BYTES = 1000
SHOWN = 80

TEXTS = (".txt", ".text", ".pyw", ".md", ".rtf", ".doc", ".docx", ".odt", "")
"""Suffixes of what people write code into, some of them because their system hides another one."""

_ARCHIVE = re.compile(
    rf"(?:{'|'.join(map(re.escape, (*ZIP, *TAR, *FOREIGN)))})"
    r"(?: ?\(\d+\)|\.(?:\w*download|part|partial|\d+))*$",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"(?:version|revision|rev|v|attempt)[ ._-]?(?P<number>\d{1,9})(?: - .+)?", re.IGNORECASE
)
_ONE_FILE = re.compile(r"\.(?:py|ipynb)$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_SIGNS = " _.-"
_PERSON = re.compile(r"(?!copy\b).*?(?:[^\W\d_]|\d{3})", re.DOTALL | re.IGNORECASE)
"""How the name of a person begins: it has letters, but those of a copy, or at least three digits."""

_DRIVE = re.compile(r"[A-Za-z]:")


def is_baggage(name: str) -> bool:
    """Whether a file or folder comes along by accident; `._*` are the resource forks of macOS."""
    return name in BAGGAGE or name.startswith("._")


def is_in_baggage(path: str) -> bool:
    """Whether a path with `/` leads through something that comes along by accident, or to it."""
    return any(map(is_baggage, path.split("/")))


def is_like_people(name: str, inside: Collection[str]) -> bool:
    """Whether a folder that is called like an environment is none.

    Args:
        name: of the folder.
        inside: the names of what lies in it.
    """
    return name in LIKE_PEOPLE and OF_ENVIRONMENTS.isdisjoint(inside)


def version_of(folder: str) -> int | None:
    """The number of a version by its folder: `Version 2` (Teams), `Revision 2 - Late` (Schoology)."""
    found = _VERSION.fullmatch(folder)
    return int(found["number"]) if found is not None else None


def archive_suffix(name: str) -> str | None:
    """The suffix of an archive's name, as written there, with what a browser put behind it: `.tar.gz (1)`."""
    found = _ARCHIVE.search(name)
    return found[0] if found is not None else None


def is_notebook(name: str) -> bool:
    """Whether a file is a notebook by its name."""
    return name.lower().endswith(NOTEBOOK)


def whole_suffix(name: str) -> str | None:
    """The suffix of a file that may be all that a student hands in: an archive, or a notebook."""
    return name[-len(NOTEBOOK) :] if is_notebook(name) else archive_suffix(name)


def without_suffix(name: str) -> str:
    """The name of an archive or a notebook without its suffix, unless nothing else is left of it.

    A single file that somebody packed often leaves its own suffix there: `anna.ipynb.zip`.
    """
    if (suffix := archive_suffix(name)) is None:
        return name.removesuffix(whole_suffix(name) or "") or name
    packed = name.removesuffix(suffix)
    return _ONE_FILE.sub("", packed) or packed or name


def meant_as(name: str, module_files: Collection[str]) -> str | None:
    """The module's file that a file is, or is perhaps meant as: `one-hot.py`, `Copy of softmax (1).py`.

    Args:
        name: of the file.
        module_files: the names of the files of the assignment's modules.
    """
    words = _words(name)
    if "py" not in words and PurePath(_as_compared(name)).suffix not in TEXTS:
        return None
    if "test" in words or "tests" in words:
        return name if name in module_files else None
    between = {0, *accumulate(map(len, words))}
    fits = [
        file for file in sorted(module_files) if _is_run(file.removesuffix(".py"), "".join(words), between)
    ]
    return max(fits, key=len, default=None)


def _is_run(module: str, joined: str, between: Collection[int]) -> bool:
    """Whether a module's name is a run of the words that are joined, without trying every run of them."""
    run = "".join(_words(module))
    starts = (found.start() for found in re.finditer(f"(?={re.escape(run)})", joined))
    return any(start in between and start + len(run) in between for start in starts)


def is_perhaps_python(name: str) -> bool:
    """Whether a file is perhaps one of Python by its name, whatever was put behind it: `softmax.PY.txt`."""
    return not {"py", "pyw"}.isdisjoint(_words(name))


def python_meant_as(name: str, module_files: Collection[str]) -> str | None:
    """The module's file that a file is, or is perhaps meant as, if it is perhaps one of Python.

    Args:
        name: of the file.
        module_files: the names of the files of the assignment's modules.
    """
    return meant_as(name, module_files) if is_perhaps_python(name) else None


def called_after(name: str, module_files: Collection[str]) -> str | None:
    """Whom a file of Python is called after besides a module: `anna_softmax.py`, `softmax - Jane Doe.py`.

    Args:
        name: of the file.
        module_files: the names of the files of the assignment's modules.
    """
    stem, suffix = os.path.splitext(name)
    if suffix.lower() != ".py" or (meant := meant_as(name, module_files)) is None:
        return None
    module = "[ _-]?".join(_words(meant.removesuffix(".py")))
    found = re.search(rf"(?:^|[{_SIGNS}]){module}(?=[{_SIGNS}]|$)", stem, re.IGNORECASE)
    if found is None:
        return None
    student = stem[: found.start()].strip(_SIGNS) or stem[found.end() :].strip(_SIGNS)
    return student if version_of(student) is None and _PERSON.match(student) else None


def is_version(name: str, module_file: str) -> bool:
    """Whether a file that is perhaps meant as a module is so even beside it, and no module of another name.

    Args:
        name: of the file.
        module_file: the name of the module's file.
    """
    if not _as_compared(name).endswith((".py", ".py.txt")):
        return False
    stem = name.removesuffix(".py")
    return not stem.isidentifier() or _words(stem) == _words(module_file.removesuffix(".py"))


def _words(name: str) -> list[str]:
    return _WORDS.findall(_as_compared(name))


def _as_compared(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def in_unicode(name: str) -> str:
    """A file system's name with its non-UTF-8 bytes escaped."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def in_one_line(name: str) -> str:
    """A name for a sentence: short, and without line breaks and control characters."""
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in in_unicode(name))
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def checked_path(raw: str) -> str:
    """A path of an archive or a folder, relative to its root and without `.` and `//`.

    Raises:
        Unreadable: the path leads out of its root, here or on another system.
    """
    parts = [part for part in raw.split("/") if part not in ("", ".")]
    leaves = raw.startswith("/") or ".." in parts or "\\" in raw or _DRIVE.match(raw)
    if leaves or "\0" in raw:
        raise Unreadable(f"The path “{in_one_line(raw)}” leads out of the submission.")
    return in_unicode("/".join(parts))


def is_too_long(path: str) -> bool:
    """Whether a path is longer or deeper than the student's process may have it."""
    names = path.split("/")
    too_long = len(path.encode()) > PATH_BYTES or any(len(name.encode()) > NAME_BYTES for name in names)
    return too_long or len(names) > DEPTH
