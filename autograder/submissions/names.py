"""Judges names: which are baggage, which are archives, which paths stay below their folder."""

from __future__ import annotations

import re
from collections.abc import Collection

from .model import Unreadable

VERSIONS = frozenset({".git", ".hg", ".svn"})
ENVIRONMENTS = frozenset(
    {".venv", "venv", ".env", "env", "ENV", "virtualenv", "site-packages", "node_modules", ".tox", ".nox"}
)
CACHES = frozenset(
    {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".cache", ".ipynb_checkpoints"}
)
EDITORS = frozenset({".idea", ".vscode"})
SYSTEMS = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
BAGGAGE = VERSIONS | ENVIRONMENTS | CACHES | EDITORS | SYSTEMS

ZIP = (".zip", ".zipx")
TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz")
FOREIGN = (".7z", ".rar", ".tar.zst")
NOTEBOOK = ".ipynb"
DEPTH = 20
NAME_BYTES = 255
PATH_BYTES = 1000
SHOWN = 80

_NO_LETTERS = re.compile(r"\W+")
_DRIVE = re.compile(r"[A-Za-z]:")


def is_baggage(name: str) -> bool:
    """Whether a file or folder comes along by accident; `._*` are the resource forks of macOS."""
    return name in BAGGAGE or name.startswith("._")


def archive_suffix(name: str) -> str | None:
    """The suffix of an archive's name, as written there; of `a.tar.gz`, the longest."""
    fits = [suffix for suffix in (*ZIP, *TAR, *FOREIGN) if name.lower().endswith(suffix)]
    return name[-max(map(len, fits)) :] if fits else None


def is_notebook(name: str) -> bool:
    """Whether a file is a notebook by its name."""
    return name.lower().endswith(NOTEBOOK)


def whole_suffix(name: str) -> str | None:
    """The suffix of a file that may be all that a student hands in: an archive, or a notebook."""
    return name[-len(NOTEBOOK) :] if is_notebook(name) else archive_suffix(name)


def without_suffix(name: str) -> str:
    """The name of an archive or a notebook without its suffix, unless nothing else is left of it."""
    return name.removesuffix(whole_suffix(name) or "") or name


def meant_as(name: str, module_files: Collection[str]) -> str | None:
    """The module's file that a file is, or is perhaps meant as: `Softmax.py`, `Copy of softmax (1).py`.

    Args:
        name: of the file.
        module_files: the names of the files of the assignment's modules.
    """
    words = _NO_LETTERS.split(name.strip().casefold())
    if "py" not in words or words[-1] not in ("py", "txt"):
        return None
    return next((file for file in sorted(module_files) if file.removesuffix(".py").casefold() in words), None)


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
        Unreadable: the path leads out of its root, here or on another system, or is too long.
    """
    parts = [part for part in raw.split("/") if part not in ("", ".")]
    leaves = raw.startswith("/") or ".." in parts or "\\" in raw or _DRIVE.match(raw)
    if leaves or "\0" in raw:
        raise Unreadable(f"The path “{in_one_line(raw)}” leads out of the submission.")
    path = in_unicode("/".join(parts))
    names = path.split("/")
    too_long = len(path.encode()) > PATH_BYTES or any(len(name.encode()) > NAME_BYTES for name in names)
    if len(names) > DEPTH or too_long:
        raise Unreadable(f"The path “{in_one_line(raw)}” is too long or too deep.")
    return path
