"""What a student handed in through nbgrader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..results import SubmissionResult


@dataclass(frozen=True)
class Handed:
    """What a student handed in through nbgrader, graded.

    Attributes:
        folder: where it lies, `submitted/<student>/<assignment>`.
        result: as it stands in its file.
    """

    folder: Path
    result: SubmissionResult

    @property
    def student(self) -> str:
        return self.folder.parent.name
