"""The outcome of a call that returns no value."""

from __future__ import annotations

from ..results import Limit, Status
from ..testing.subject import NoAnswer


class StudentFailure(NoAnswer):
    """The student's code returned no value to judge.

    Attributes:
        status: of the test.
        message: for the student.
        limit: the limit that the code met, if any.
        raised: the exception of the code without the place, if any.
    """

    def __init__(
        self, status: Status, message: str, limit: Limit | None = None, raised: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.limit = limit
        self.message = message
        self.raised = raised
