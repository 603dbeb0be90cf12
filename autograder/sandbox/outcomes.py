"""What can become of a call, other than a value."""

from __future__ import annotations

from enum import StrEnum


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


class StudentFailure(Exception):
    """The student's code gave no value to judge; the message is for the student."""

    def __init__(self, status: Status, message: str, limit: Limit | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.limit = limit
        self.message = message


class GraderFault(Exception):
    """The grader itself failed: never a student's zero."""
