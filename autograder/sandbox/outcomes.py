"""What can become of a call, other than a value."""

from __future__ import annotations

from enum import StrEnum

from ..testing.subject import NoAnswer


class Status(StrEnum):
    """The status of a test, from best to worst; an exercise has the worst of its tests."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_REACHED = "not_reached"
    MISSING = "missing"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASHED = "crashed"

    @property
    def severity(self) -> int:
        return list(Status).index(self)


class Limit(StrEnum):
    """Which limit was met."""

    WALL = "wall"
    MEMORY = "memory"
    OUTPUT = "output"
    RESULT = "result"
    SCRATCH = "scratch"


class StudentFailure(NoAnswer):
    """The student's code gave no value to judge; the message is for the student.

    Attributes:
        raised: the exception that the code raised, without the place; None where it raised none.
    """

    def __init__(
        self, status: Status, message: str, limit: Limit | None = None, raised: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.limit = limit
        self.message = message
        self.raised = raised
