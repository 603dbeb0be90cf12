"""What a zygote and its children get: the assignment's surroundings, and one exercise each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .limits import Limits
from .wire import Frame

Files = Mapping[str, bytes]
"""Contents by relative path."""

IMPORTED_LATE = {b"optim": "torch._dynamo", b"torch.compile": "torch._dynamo"}
"""Modules that torch imports on first use, by a word in programs that use them: its optimisers import its
compiler, which takes longer than all the rest of an exercise."""


@dataclass(frozen=True)
class Surroundings:
    """What every exercise of an assignment finds around it; none of it is secret.

    Attributes:
        preload: packages to import before student code runs.
        data: public files beside the student's, by name.
        recipes: the source of the assignment's `recipes.py`, or empty.
    """

    preload: tuple[str, ...] = ()
    data: Files = field(default_factory=dict)
    recipes: bytes = b""

    def frame(self, header: Mapping[str, object]) -> Frame:
        """A message that carries them beside a header."""
        parts = {"preload": self.preload, "data": _sizes(self.data)}
        return Frame({**header, **parts}, b"".join(self.data.values()) + self.recipes)

    @staticmethod
    def from_frame(frame: Frame) -> Surroundings:
        data, recipes = _cut(frame.header["data"], frame.body)
        return Surroundings(tuple(frame.header["preload"]), data, recipes)


@dataclass(frozen=True)
class Task:
    """The task of a child.

    Attributes:
        module: the exercise, without `.py`.
        files: the files in its folder besides the assignment's data: the student's, and stand-ins in
            place of wrong earlier modules.
        replaced: the stand-ins among the files.
        limits: the child's limits.
    """

    module: str
    files: Files
    replaced: frozenset[str]
    limits: Limits

    def frame(self) -> Frame:
        header = {
            "module": self.module,
            "files": _sizes(self.files),
            "replaced": sorted(self.replaced),
            "limits": vars(self.limits),
        }
        return Frame(header, b"".join(self.files.values()))

    @staticmethod
    def from_frame(frame: Frame) -> Task:
        header = frame.header
        files, _rest = _cut(header["files"], frame.body)
        return Task(header["module"], files, frozenset(header["replaced"]), Limits(**header["limits"]))


def imported_late(files: Files) -> list[str]:
    """The modules that a zygote should import before it forks a child for these files."""
    return [
        module for word, module in IMPORTED_LATE.items() if any(word in content for content in files.values())
    ]


def laid_over(own: Files, given: Files) -> dict[str, bytes]:
    """The student's files with ours in their place, even where their folder has the name of our file.

    Args:
        own: the student's files.
        given: ours.
    """
    kept = {path: content for path, content in own.items() if path.split("/")[0] not in given}
    return {**kept, **given}


def _sizes(files: Files) -> dict[str, int]:
    return {path: len(content) for path, content in files.items()}


def _cut(sizes: Mapping[str, int], body: bytes) -> tuple[dict[str, bytes], bytes]:
    """Splits a body into its files and the rest."""
    files = {}
    start = 0
    for path, size in sizes.items():
        files[path] = body[start : start + size]
        start += size
    return files, body[start:]
