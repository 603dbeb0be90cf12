"""Misconceptions that no public test shows, listed by the author with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from ..course import Assignment
from ..errors import UsageError
from .listed import entries_in

FILE = "hidden_misconceptions.toml"


@dataclass(frozen=True)
class Hidden:
    """A misconception that only hidden tests catch.

    Attributes:
        module: the exercise.
        misconception: its name.
        because: why students do not see it in their public tests.
    """

    module: str
    misconception: str
    because: str

    @property
    def shown(self) -> str:
        """Its name in sentences."""
        return f"{self.module}, {self.misconception}"


def hidden_of(assignment: Assignment) -> tuple[Hidden, ...]:
    """The listed misconceptions; none if there is no file.

    Raises:
        UsageError: the file cannot be used; the message names the repair.
    """
    path = assignment.folder / FILE
    listed = entries_in(path, "hidden", Hidden)
    for each in listed:
        if each.module not in assignment.modules:
            raise UsageError(f"{path}: there is no exercise {each.module!r}")
    return listed
