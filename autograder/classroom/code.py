"""The code of a submission as it was graded, bounded and printable, for graders to read beside the marks."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..submissions import Submission, cells_called
from ..text import printable

CHARACTERS_MOST = 100_000
LINES_MOST = 2_000
"""What is kept of all files of a submission together."""
WIDTH_MOST = 400
TAB = 8

LINE_END = re.compile(r"\r\n|\r|\n")
"""Where Python ends a line: what else Unicode takes for an end changes no number."""
IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+(\w+)[ \t]+import\b|import[ \t]+([\w., \t]+))", re.MULTILINE)


@dataclass(frozen=True)
class CodeFile:
    """A Python file of a submission, or an answer for a grader.

    Attributes:
        path: below the submission's root; of a notebook's cell, with its name.
        lines: its first lines, printable, long ones cut.
        more: how many lines follow these.
        handed_in_as: the path of the file that stands in for it; empty if it has its own name.
        answers: the manual item that it is for; empty if it is code.
    """

    path: str
    lines: tuple[str, ...]
    more: int
    handed_in_as: str = ""
    answers: str = ""


Code = tuple[CodeFile, ...]


def code_of(submission: Submission, modules: Sequence[str], manual: Sequence[str] = ()) -> Code:
    """The modules of a submission, in the order of the course, what else of it they import, and its answers.

    Args:
        submission: as it was read for grading.
        modules: the names of the assignment's modules, without `.py`.
        manual: the names of its manual items.
    """
    room, files = _Room(), submission.files
    code = [
        replace(room.kept(path, files[path]), handed_in_as=submission.standing_in.get(path, ""))
        for path in _modules_and_imported(files, modules)
    ]
    cells = {path: cells_called(manual, path, content) for path, content in files.items()}
    for item in manual:
        found = sorted(_answers(files, cells, item).items())
        code += [replace(room.kept(path, content), answers=item) for path, content in found]
    return tuple(code)


def as_bytes(code: Code) -> bytes:
    """The content of the file that keeps code."""
    return zlib.compress(json.dumps([vars(file) for file in code]).encode())


def from_bytes(content: bytes) -> Code:
    """The code that `as_bytes` described.

    Raises:
        ValueError, KeyError, TypeError: somebody else wrote the content.
    """
    try:
        described: list[dict[str, Any]] = json.loads(zlib.decompress(content))
    except zlib.error as error:
        raise ValueError(str(error)) from None
    return tuple(
        CodeFile(
            str(file["path"]),
            tuple(map(str, file["lines"])),
            int(file["more"]),
            str(file["handed_in_as"]),
            str(file["answers"]),
        )
        for file in described
    )


def _modules_and_imported(files: Mapping[str, bytes], modules: Sequence[str]) -> Iterable[str]:
    """The paths of modules, then of the files beside them that these import, and so on."""
    paths = dict.fromkeys(f"{module}.py" for module in modules if f"{module}.py" in files)
    to_read = list(paths)
    while to_read:
        imported = [path for path in _imported(files[to_read.pop(0)]) if path in files and path not in paths]
        paths.update(dict.fromkeys(imported))
        to_read += dict.fromkeys(imported)
    return paths


def _answers(
    files: Mapping[str, bytes], cells: Mapping[str, Mapping[str, str]], item: str
) -> dict[str, bytes]:
    """What is written for a manual item: files that are called like it, and its cells of notebooks."""
    found: dict[str, bytes] = {}
    for path, content in files.items():
        if path.partition(".")[0] == item and not path.endswith(".py"):
            is_text = not content.count(0)
            found[path] = content if is_text else f"{len(content):,} bytes, and no text to show".encode()
        if item in cells[path]:
            found[f"{path}, {item}"] = cells[path][item].encode("utf-8", "replace")
    return found


def _imported(content: bytes) -> Iterator[str]:
    text = content[:CHARACTERS_MOST].decode("utf-8", "replace")
    for whole, several in IMPORT.findall(text):
        for name in (whole, *several.split(",")):
            yield f"{name.split('.')[0].split(' as ')[0].strip()}.py"


class _Room:
    """How many characters and lines can still be kept."""

    def __init__(self) -> None:
        self._characters = CHARACTERS_MOST
        self._lines = LINES_MOST

    def kept(self, path: str, content: bytes) -> CodeFile:
        text = content[:CHARACTERS_MOST].decode("utf-8-sig", "backslashreplace")
        lines = LINE_END.split(text)
        if not lines[-1]:
            lines.pop()
        kept = tuple(self._fitting(lines))
        return CodeFile(path, kept, max(0, _number_of_lines(content) - len(kept)))

    def _fitting(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            whole = printable(line[: WIDTH_MOST + 1].expandtabs(TAB))
            shown = whole if len(whole) <= WIDTH_MOST else f"{whole[:WIDTH_MOST]}…"
            if self._lines == 0 or self._characters < len(shown):
                return
            self._lines -= 1
            self._characters -= len(shown)
            yield shown


def _number_of_lines(content: bytes) -> int:
    ends = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    return ends + (not content.endswith((b"\n", b"\r")) and bool(content))
