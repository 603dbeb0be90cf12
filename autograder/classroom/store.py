"""The results folder: one file per submission, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from .. import SCHEMA
from ..errors import UsageError
from ..files import COMPARED, remove_half_written, write_whole
from ..results import BadResult, NewerResult, SubmissionResult
from ..submissions import Source
from ..text import printable
from .code import Code, as_bytes, from_bytes
from .keys import Basis

KEYS = ".keys"
CODE = ".code"
"""The folder of the code that results are of, beside their notes."""
LOCK = ".lock"
RUN = "run.json"
"""The file that says when, where, with what and from where a run graded."""
GONE = "gone"
"""The folder, in the results folder, for results of submissions that are no longer there."""

OWN_NAMES = frozenset({"run", "scores", "index", "marks", "groups"})
PLAIN_NAME = re.compile(r"(?![.-])[A-Za-z0-9._-]{1,100}")
SLUG_MOST = 60


def result_names(sources: Sequence[Source]) -> dict[Source, str]:
    """The unique name of each submission's result file, without `.json`, in the order of the submissions.

    A plain name is kept. A name that is unfit for a file, shared with another submission or reserved for
    the run is made plain, and gets a hash of the submission's path.
    """
    # Without case: some file systems do not distinguish `Ada` and `ada`.
    shared = Counter(source.name.casefold() for source in sources)
    parent = _common_parent(sources)
    return {
        source: source.name
        if PLAIN_NAME.fullmatch(source.name)
        and shared[source.name.casefold()] == 1
        and source.name not in OWN_NAMES
        else _encoded(source, parent)
        for source in sources
    }


@dataclass(frozen=True)
class Note:
    """What a result was made of.

    Attributes:
        basis: of the result.
        submission: the digest of the submission.
    """

    basis: Basis
    submission: str


@dataclass(frozen=True)
class Earlier:
    """A result that is in the folder already.

    Attributes:
        result: the result.
        digest: a SHA-256 of its file.
        note: what it was made of; None if unknown.
        edited: whether there is a note, but for another text than the file's.
    """

    result: SubmissionResult
    digest: str
    note: Note | None
    edited: bool

    @property
    def has_mark(self) -> bool:
        """Whether it has a mark that can change: not if the grader failed."""
        return self.result.score is not None


class Store:
    """The results folder of one class; creating this object writes nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def held(self) -> Iterator[None]:
        """Makes the folder and keeps others from writing to it meanwhile; a refused run leaves none behind.

        Raises:
            UsageError: it cannot be written to, or another autograder is writing to it.
        """
        lock = FileLock(self._folder / KEYS / LOCK)
        is_new = not self._folder.exists()
        try:
            (self._folder / KEYS / CODE).mkdir(parents=True, exist_ok=True)
            (self._folder / COMPARED).mkdir(exist_ok=True)
            lock.acquire(blocking=False)
        except Timeout:
            raise UsageError(f"another autograder is writing results to {self._folder}") from None
        except OSError as error:
            raise UsageError(f"cannot write results to {self._folder}: {error.strerror}") from None
        try:
            keys = self._folder / KEYS
            for folder in (self._folder, keys, keys / CODE, self._folder / COMPARED):
                remove_half_written(folder)
            yield
        finally:
            if is_new and {path.name for path in self._folder.iterdir()} <= {KEYS, COMPARED}:
                shutil.rmtree(self._folder)
            lock.release()

    def read(self, assignment: str | None = None) -> dict[str, Earlier]:
        """All results by the names of their files, in order, without files that are not ours.

        Args:
            assignment: the assignment that they must belong to, if any.

        Raises:
            UsageError: there are results of another assignment, or of a newer autograder.
        """
        names = sorted(path.stem for path in self._folder.glob("*.json"))
        found = {name: self.earlier(name) for name in names}
        results = {name: earlier for name, earlier in found.items() if earlier is not None}
        for earlier in results.values():
            if assignment is not None and (other := earlier.result.assignment) != assignment:
                raise UsageError(
                    f"{self._folder} holds results of {printable(other)}: choose another folder for "
                    f"those of {assignment}"
                )
        return results

    def earlier(self, name: str) -> Earlier | None:
        """The result of this name; None if no readable one exists.

        Raises:
            UsageError: a newer autograder wrote it.
        """
        if name in OWN_NAMES:
            return None
        try:
            text = (self._folder / f"{name}.json").read_text(encoding="utf-8")
            result = SubmissionResult.from_text(text)
        except NewerResult as schema:
            raise UsageError(
                f"{self._folder / name}.json was written by a newer autograder (its schema is "
                f"{schema}, this one's {SCHEMA}): update this one, or choose another folder"
            ) from None
        except (OSError, UnicodeDecodeError, BadResult):
            return None
        digest, noted = _digest(text), self._noted(name)
        if noted is None:
            return Earlier(result, digest, None, edited=False)
        note, noted_digest = noted
        # The digest ties the note to its result, so that an edited one is graded anew.
        edited = noted_digest != digest
        return Earlier(result, digest, None if edited else note, edited)

    def compared(self, name: str) -> dict[str, Any]:
        """The wrong numbers of public tests by exercise and test, for pictures."""
        try:
            compared = json.loads((self._folder / COMPARED / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return compared if isinstance(compared, dict) else {}

    def keep_compared(self, name: str, compared: Mapping[str, Any]) -> None:
        """Write the wrong numbers of public tests; if there are none, remove the file.

        Args:
            name: of the result file, without `.json`.
            compared: the numbers by exercise and test.
        """
        path = self._folder / COMPARED / f"{name}.json"
        if any(compared.values()):
            write_whole(path, json.dumps(compared, allow_nan=False).encode())
        else:
            path.unlink(missing_ok=True)

    def code(self, name: str) -> Code | None:
        """The code that a result is of; None if it was not kept."""
        try:
            return from_bytes((self._folder / KEYS / CODE / name).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep_code(self, name: str, code: Code) -> None:
        """Write the code that a result is of, unless it is there already.

        Args:
            name: of the result file, without `.json`.
            code: of the submission; empty if nothing of it could be read.
        """
        if self.code(name) != code:
            write_whole(self._folder / KEYS / CODE / name, as_bytes(code))

    def keep(self, name: str, result: SubmissionResult, note: Note | None) -> Earlier:
        """Write a result; with a note, it is not graded again while the note holds."""
        text = result.as_text()
        digest = _digest(text)
        write_whole(self._folder / f"{name}.json", text.encode())
        if note is not None:
            noted = {**note.basis.as_json(), "submission": note.submission, "result": digest}
            write_whole(self._folder / KEYS / name, json.dumps(noted).encode())
        return Earlier(result, digest, note, edited=False)

    def set_aside(self, names: Iterable[str]) -> None:
        """Move results to where no table, page or export looks.

        Args:
            names: of result files, without `.json`.
        """
        (self._folder / GONE).mkdir(exist_ok=True)
        for name in names:
            os.replace(self._folder / f"{name}.json", self._folder / GONE / f"{name}.json")

    def bring_back(self, names: Iterable[str]) -> None:
        """Move results back that were set aside, if there are no others by now."""
        for name in names:
            aside, place = self._folder / GONE / f"{name}.json", self._folder / f"{name}.json"
            if aside.is_file() and not place.exists():
                os.replace(aside, place)

    def write(self, file: str, text: str) -> None:
        # A path of this machine may have bytes that are no UTF-8: JSON reads them from their escapes.
        write_whole(self._folder / file, text.encode(errors="backslashreplace"))

    def write_json(self, file: str, content: Any) -> None:
        self.write(file, json.dumps(content, indent=2, ensure_ascii=False) + "\n")

    def _noted(self, name: str) -> tuple[Note, str] | None:
        try:
            noted = json.loads((self._folder / KEYS / name).read_text(encoding="utf-8"))
            return Note(Basis.from_json(noted), noted["submission"]), noted["result"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _encoded(source: Source, parent: Path) -> str:
    slug = re.sub(r"[^A-Za-z0-9_-]+", "_", source.name)[:SLUG_MOST].strip("_-") or "submission"
    place = os.path.relpath(source.path, parent).encode(errors="surrogateescape")
    return f"{slug}-{hashlib.sha256(place).hexdigest()[:12]}"


def _common_parent(sources: Sequence[Source]) -> Path:
    parents = [str(source.path.absolute().parent) for source in sources]
    return Path(os.path.commonpath(parents)) if parents else Path()
