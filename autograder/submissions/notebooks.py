"""Takes modules out of notebooks in which each exercise is a cell that begins with `%%exercise`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from .names import in_one_line, is_notebook

CELL_MAGIC = "%%exercise"
BYTES = 10_000_000
"""More than a notebook with pictures has; as objects of Python, JSON takes a multiple of that."""

_COMMENTS = r"(?:[ \t]*+(?:#[^\n]*+)?\n)*+"
_BEGINNING = re.compile(rf"(?P<above>{_COMMENTS})[ \t]*{CELL_MAGIC}[ \t]+(?P<exercise>\w+)[ \t]*(?:\n|$)")
_FUNCTION = re.compile(r"^[ \t]*def ", re.MULTILINE)
STUB = "raise NotImplementedError"
"""What stands where a student's code goes."""


@dataclass(frozen=True)
class _Written:
    """One place in which an exercise is written: a module, or a cell.

    Attributes:
        place: in words.
        content: as a module.
    """

    place: str
    content: bytes

    def still_to_do(self) -> float:
        """How many places are still as the stub has them; endlessly many if there is no code at all."""
        lines = (line.strip() for line in self._text.splitlines())
        has_code = any(line and not line.startswith("#") for line in lines)
        return self._text.count(STUB) if has_code else math.inf

    def is_other_work(self, counts: _Written) -> bool:
        """Whether a student wrote something here that is not in the place that counts."""
        return self.content != counts.content and len(_FUNCTION.findall(self._text)) > self.still_to_do()

    @property
    def _text(self) -> str:
        return self.content.decode("utf-8", "replace")


@dataclass(frozen=True)
class Modules:
    """What becomes of the cells of notebooks.

    Attributes:
        contents: of the modules that they give, by file name.
        left_out: what is written and does not count, or is missing, and why.
    """

    contents: Mapping[str, bytes]
    left_out: tuple[tuple[str, str], ...]


def holds_exercises(path: str, content: bytes) -> bool:
    """Whether a file is a notebook with a cell of an exercise, as far as can be seen without reading it."""
    return is_notebook(path) and CELL_MAGIC.encode() in content


def cells_called(names: Collection[str], path: str, content: bytes) -> dict[str, str]:
    """What stands in the first cell of each name; nothing if a file is no notebook.

    Args:
        names: of the cells.
        path: of the file.
        content: of the file.
    """
    found: dict[str, str] = {}
    if names and is_notebook(path):
        with suppress(_NoNotebook):
            for cell, source in _all_cells(content):
                for name in filter(names.__contains__, _names(cell)):
                    found.setdefault(name, source)
    return found


def _names(cell: dict[str, Any]) -> Iterator[str]:
    """What a cell is called: by Jupyter, by Colab, by nbgrader."""
    about = cell.get("metadata")
    known = about.get("nbgrader") if isinstance(about, dict) else None
    for described, key in ((cell, "id"), (about, "id"), (known, "grade_id")):
        if isinstance(described, dict) and isinstance(name := described.get(key), str):
            yield name


def modules_of(
    notebooks: Mapping[str, bytes], beside: Mapping[str, bytes], modules: Collection[str]
) -> Modules:
    """The modules that cells of notebooks give.

    Of several cells of an exercise, and a module beside them, that counts in which least is still to do, and
    of these the last: a module is before all cells, and notebooks are in the order of their names.

    Args:
        notebooks: those that hold exercises, by path.
        beside: the files at the submission's root.
        modules: the names of the assignment's modules, without `.py`.
    """
    written: dict[str, list[_Written]] = {module: [] for module in modules}
    for module, places in written.items():
        if (file := f"{module}.py") in beside:
            places.append(_Written(file, beside[file]))
    left_out = list(_add_cells(notebooks, written))
    contents = {}
    for module, places in written.items():
        if places:
            counts = _that_counts(places)
            contents[f"{module}.py"] = counts.content
            left_out += [(one.place, f"{counts.place} counts") for one in places if one.is_other_work(counts)]
        else:
            names = " and ".join(map(_name, sorted(notebooks)))
            left_out.append((module, f"no cell of {names} begins with {CELL_MAGIC} {module}"))
    return Modules(contents, tuple(left_out))


def _that_counts(places: Sequence[_Written]) -> _Written:
    return min(reversed(places), key=_Written.still_to_do)


def _add_cells(
    notebooks: Mapping[str, bytes], written: Mapping[str, list[_Written]]
) -> Iterator[tuple[str, str]]:
    """Add the cells of exercises to what is written; gives what is no notebook, and why."""
    for path, content in sorted(notebooks.items()):
        try:
            for module, cell in _cells(path, content):
                if module in written:
                    written[module].append(cell)
        except _NoNotebook as reason:
            yield path, str(reason)


class _NoNotebook(Exception):
    """A file is no notebook that can be read; the text says why."""


def _cells(path: str, content: bytes) -> Iterator[tuple[str, _Written]]:
    """The cells that begin with the cell magic, but for comments, with the exercise that it names."""
    for number, (cell, source) in enumerate(_all_cells(content), start=1):
        lines = source.lstrip()
        if cell.get("cell_type") == "code" and (found := _BEGINNING.match(lines)) is not None:
            # As the notebook saves it: an empty line more keeps the numbers of the lines below.
            text = (found["above"] + lines[found.end() :]).rstrip()
            place = f"cell {number} of {_name(path)}"
            yield found["exercise"], _Written(place, f"\n{text}\n".encode("utf-8", "replace"))


def _name(path: str) -> str:
    return in_one_line(PurePosixPath(path).name)


def _all_cells(content: bytes) -> Iterator[tuple[dict[str, Any], str]]:
    """Each cell with its source."""
    if len(content) > BYTES:
        raise _NoNotebook(f"a notebook of more than {BYTES // 1_000_000} MB: clear its outputs")
    try:
        for cell in json.loads(content)["cells"]:
            source = dict.get(cell, "source", "")
            text = "".join(source) if isinstance(source, list) else source
            yield cell, text.replace("\r\n", "\n")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise _NoNotebook("a damaged notebook") from None
