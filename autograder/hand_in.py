"""Packs what you hand in, in one zip: the assignment's modules, what they import of this folder, and answers.

    python -m hand_in

This needs Python alone and runs none of your code. An assignment's folder has a copy of it.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not getattr(sys.flags, "safe_path", False):
    # A file beside this one may be called like one of Python's own: json.py, say.
    del sys.path[0]

import ast
import io
import json
import os
import textwrap
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

DESCRIPTION = Path("tests", "assignment.json")
NOTEBOOK = "lab.ipynb"
WIDTH = 80
TO_DO = 1
UNUSABLE = 2


class NothingToHandIn(Exception):
    """No zip can be made; the text says why in one line."""


@dataclass(frozen=True)
class HandedIn:
    """What was packed.

    Attributes:
        name: the name of the zip, which lies beside the modules.
        files: the paths of the files in it.
        to_do: a sentence for each thing that is missing, still to do, or no Python.
    """

    name: str
    files: tuple[str, ...]
    to_do: tuple[str, ...]

    def lines(self) -> list[str]:
        """What a student reads."""
        lines = ["Still to do:", *(f"- {sentence}" for sentence in self.to_do), ""] if self.to_do else []
        lines += [f"{self.name} holds {', '.join(self.files)}."]
        if self.to_do:
            lines += [f"You may hand in {self.name} as it is, or finish first and then pack again."]
        else:
            lines += [f"Hand in {self.name}. Nothing has been tested here: `python -m pytest` does that."]
        return [wrapped for line in lines for wrapped in textwrap.wrap(line, WIDTH) or [""]]


def hand_in(folder: Path) -> HandedIn:
    """Pack the modules of a folder, what they import of it, and answers for a grader, into a zip in it.

    Args:
        folder: a released assignment, with a student's work in it.

    Raises:
        NothingToHandIn: the folder is no assignment, has no module of it, or cannot be read or written.
    """
    name, modules, manual = _described(folder)
    present = [module for module in modules if _file(folder, module).is_file()]
    if not present:
        raise NothingToHandIn(f"there is none of {_files_of(modules)} in this folder")
    try:
        paths = [*_with_imported(folder, present), *_answers(folder, manual)]
        contents = {path: (folder / path).read_bytes() for path in paths}
        to_do = tuple(sentence for module in modules for sentence in _to_do(folder, module))
        (folder / f"{name}.zip").write_bytes(_zipped(contents))
    except OSError as error:
        raise NothingToHandIn(f"{error.filename}: {error.strerror}") from None
    return HandedIn(f"{name}.zip", tuple(contents), to_do)


def main() -> int:
    """Pack the folder that this file lies in; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal may lack a letter of a file's name.
            stream.reconfigure(errors="backslashreplace")
    try:
        handed_in = hand_in(Path(__file__).resolve().parent)
    except NothingToHandIn as error:
        print(f"hand_in: {error}", file=sys.stderr)
        return UNUSABLE
    try:
        print("\n".join(handed_in.lines()), flush=True)
    except OSError:
        # Nobody reads on: Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return TO_DO if handed_in.to_do else 0


def _described(folder: Path) -> tuple[str, Sequence[str], Sequence[str]]:
    """The name of the assignment, its modules in the order of the course, and what a person marks."""
    try:
        described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        return str(described["name"]), list(described["hidden_tests"]), list(described.get("manual", ()))
    except (OSError, ValueError, LookupError, TypeError):
        raise NothingToHandIn(
            f"{DESCRIPTION.as_posix()} is missing or damaged: copy the folder tests/ again from what you "
            "were given"
        ) from None


def _file(folder: Path, module: str) -> Path:
    return folder / f"{module}.py"


def _files_of(modules: Sequence[str]) -> str:
    return ", ".join(f"{module}.py" for module in modules)


def _with_imported(folder: Path, modules: Sequence[str]) -> list[str]:
    """The modules, then the files of the folder that they import, themselves or by another one."""
    found: dict[Path, None] = {}
    following = [_file(folder, module) for module in modules]
    while following:
        file = following.pop(0)
        if file not in found:
            found[file] = None
            following += [path for name in _imported(file) for path in _of_this_folder(folder, name)]
    return [path.relative_to(folder).as_posix() for path in found]


def _answers(folder: Path, manual: Sequence[str]) -> list[str]:
    """The files with what a person marks: those that are called so, as `essay.md`, and the notebook."""
    if not manual:
        return []
    left_out = (".py", ".zip")
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.suffix not in left_out)
    return [name for name in names if name == NOTEBOOK or name.partition(".")[0] in manual]


def _of_this_folder(folder: Path, module: str) -> list[Path]:
    """The files behind a module's name: its own, and those of a package."""
    own = _file(folder, module)
    return [*([own] if own.is_file() else []), *sorted((folder / module).rglob("*.py"))]


def _imported(file: Path) -> list[str]:
    """The first names of the modules that a file imports; none if Python cannot read it."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError, RecursionError):
        return []
    return sorted({name.split(".")[0] for node in ast.walk(tree) for name in _names(node)})


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (name.name for name in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module


def _to_do(folder: Path, module: str) -> Iterator[str]:
    """What keeps a module from being complete, one sentence each."""
    file = _file(folder, module)
    if not file.is_file():
        others = [path.name for path in sorted(folder.glob("*.py"))]
        near = get_close_matches(file.name, others, n=1)
        yield f"There is no {file.name}{f', but there is {near[0]}' if near else ''}."
        return
    try:
        tree = ast.parse(file.read_bytes())
    except SyntaxError as error:
        yield f"Python cannot read {file.name}, line {error.lineno or 1}: {error.msg}."
    except (ValueError, RecursionError):
        yield f"Python cannot read {file.name}."
    else:
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and _is_of_a_stub(node):
                yield f"Not written yet: {file.name}, line {node.lineno}."


def _is_of_a_stub(statement: ast.Raise) -> bool:
    """Whether it is the line that stands where a student's code goes."""
    return statement.exc is not None and ast.unparse(statement.exc).startswith("NotImplementedError")


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    """The same files make the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for path, content in contents.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = 0o100644 << 16
            writer.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


if __name__ == "__main__":
    sys.exit(main())
