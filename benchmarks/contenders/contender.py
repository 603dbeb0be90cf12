"""What a contender can be asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from ..measuring import Cost

Verdicts = Mapping[tuple[str, str, str], bool]
"""Whether a test passed, by submission, exercise and test."""


@dataclass(frozen=True)
class Sample:
    """One measurement.

    Attributes:
        further: the cost of each further submission.
        whole: the cost of a whole command; None where there is no command.
    """

    further: Cost
    whole: Cost | None


class Contender(ABC):
    """A way to grade the submissions of a workload.

    Attributes:
        name: for people.
        commanded: how many submissions the whole command grades.
    """

    name: str
    commanded: int

    @abstractmethod
    def verdicts(self) -> Verdicts:
        """How it judges one submission of each student."""

    @abstractmethod
    def sample(self) -> Sample:
        """Measure it once."""
