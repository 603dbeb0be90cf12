"""What went wrong in a test that runs on the student's own machine, in one sentence."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from types import CodeType
from typing import Any

from .observing import observe
from .subject import ENDS_THE_PROGRAM, NoAnswer, Recorded
from .values import kind_of, one_line

OF_INPUT = ("reading from stdin while output is captured", "EOF when reading a line")
"""What pytest and Python say when code asks for input."""


class Kind(StrEnum):
    """Why a test did not pass: what came back is wrong, the code raised, or it is still a stub."""

    FAILED = "failed"
    ERROR = "error"
    TO_DO = "to do"


@dataclass(frozen=True)
class Explanation:
    """Why a test did not pass.

    Attributes:
        text: one sentence.
        where: the student's own line that raised an exception, as `softmax.py, line 8: return …`; empty
            where there is none.
    """

    kind: Kind
    text: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.where})" if self.where else self.text

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def explain(
    error: BaseException, folder: Path, exercise: str, student: Recorded | None = None
) -> Explanation:
    """Why a test did not pass.

    Args:
        error: what the test raised.
        folder: where the student's modules lie.
        student: whose functions the test called, if it came to that.
    """
    folder = folder.resolve()
    if isinstance(error, SyntaxError) and Path(error.filename or "").parent == folder:
        return _of_syntax(error)
    frames = list(traceback.walk_tb(error.__traceback__))
    own = [(Path(frame.f_code.co_filename), line) for frame, line in frames]
    own = [(file, line) for file, line in own if file.parent == folder]
    if not own:
        last = frames[-1][0].f_code if frames else None
        return _outside(error, folder, exercise, student, last)
    # Where a recursion meets its limit is chance; the line that goes on and on is not.
    file, line = Counter(own).most_common(1)[0][0] if isinstance(error, RecursionError) else own[-1]
    place = f"{file.name}, line {line}"
    source = _source_line(file, line)
    # torch raises it, too: for operations that a dtype does not have.
    if isinstance(error, NotImplementedError) and "raise NotImplementedError" in source:
        kind = Kind.TO_DO if file.stem == exercise else Kind.ERROR
        return Explanation(kind, f"Still to do: {place}")
    return Explanation(Kind.ERROR, _told(error, folder), f"{place}: {source}")


def _outside(
    error: BaseException, folder: Path, exercise: str, student: Recorded | None, last: CodeType | None
) -> Explanation:
    """Of an exception that passed through no line of the student's.

    Args:
        last: the function that raised it.
    """
    if isinstance(error, AssertionError | NoAnswer):
        kind = Kind.ERROR if isinstance(error, NoAnswer) else Kind.FAILED
        return Explanation(kind, one_line(str(error)) or "This does not hold yet.")
    file = f"{exercise}.py"
    if isinstance(error, ModuleNotFoundError) and error.name == exercise and not (folder / file).is_file():
        return Explanation(Kind.ERROR, f"There is no {file} in the folder.")
    if isinstance(error, TypeError) and last is observe.__code__:
        text = f"{_told(error, folder)}. Are the parameters still those that the stub had?"
        return Explanation(Kind.ERROR, text)
    # What is left is about a value that came back: None has no .sum(), a list no .shape.
    if student is not None and student.last is not None and isinstance(error, Exception):
        text = f"The test cannot use what came back: {kind_of(student.last.result)}."
        return Explanation(Kind.FAILED, text)
    return Explanation(Kind.ERROR, _told(error, folder))


def _told(error: BaseException, folder: Path) -> str:
    if isinstance(error, NoAnswer):
        return str(error)
    if isinstance(error, SystemExit):
        return ENDS_THE_PROGRAM
    kind, text = type(error).__name__, one_line(str(error).replace(f"{folder}{os.sep}", ""))
    if any(words in text for words in OF_INPUT):
        return "input() waits for somebody to type, and nobody does while tests run."
    return f"{kind}: {text}" if text else kind


def _of_syntax(error: SyntaxError) -> Explanation:
    place = f"{Path(str(error.filename)).name}, line {error.lineno or 1}"
    source = one_line(error.text)
    text = f"{type(error).__name__}: {one_line(error.msg)}"
    return Explanation(Kind.ERROR, text, f"{place}: {source}" if source else place)


def _source_line(file: Path, line: int) -> str:
    try:
        return one_line(file.read_text(encoding="utf-8", errors="replace").splitlines()[line - 1])
    except (OSError, IndexError):
        return "…"
