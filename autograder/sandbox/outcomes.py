"""The outcome of a call that returns no value."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from functools import cache

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


NOT_ARRIVING = (
    ImportError,
    MemoryError,
    StopAsyncIteration,
    StopIteration,
    SyntaxError,
    UnicodeError,
    Warning,
)
"""Exceptions that mean something else where a call is made, or that one text does not make."""

ARRIVING = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, (*NOT_ARRIVING, BaseExceptionGroup))
    and kind is not Exception
}


def raised(kinds: Sequence[str], message: str, told: str) -> StudentFailure:
    """The failure of a call that raised: of the exception's own type, too, as `pytest.raises` expects.

    Args:
        kinds: the names of the exception's type and of those that it is derived from, the nearest first.
        message: for the student.
        told: the exception without the place.
    """
    known = next((kind for kind in kinds if kind in ARRIVING), None)
    failure = (_also(known) if known is not None else StudentFailure)(Status.ERROR, message, raised=told)
    failure.kinds = tuple(kinds)
    return failure


@cache
def _also(kind: str) -> type[StudentFailure]:
    return type(kind, (StudentFailure, ARRIVING[kind]), {})
