"""A submission handed in through nbgrader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..results import SubmissionResult


@dataclass(frozen=True)
class Handed:
    """A graded submission of nbgrader.

    Attributes:
        folder: `submitted/<student>/<assignment>`.
        result: as its file has it.
    """

    folder: Path
    result: SubmissionResult

    @property
    def student(self) -> str:
        return self.folder.parent.name
