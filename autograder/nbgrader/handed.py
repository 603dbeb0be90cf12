"""A submission handed in through nbgrader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..classroom import HandMark
from ..results import SubmissionResult


@dataclass(frozen=True)
class Handed:
    """A graded submission of nbgrader.

    Attributes:
        folder: `submitted/<student>/<assignment>`.
        result: as its file has it.
        by_hand: the marks by hand, by exercise or manual item.
    """

    folder: Path
    result: SubmissionResult
    by_hand: Mapping[str, HandMark] = field(default_factory=dict)

    @property
    def student(self) -> str:
        return self.folder.parent.name
