"""What can become of a call, other than a value."""

from __future__ import annotations

from ..results import Limit, Status
from ..testing.subject import NoAnswer


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
