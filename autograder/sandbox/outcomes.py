"""The outcome of a call that returns no value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ..results import Limit, Status
from ..testing.handles import known_types
from ..testing.subject import NoAnswer


class StudentFailure(NoAnswer):
    """The student's code returned no value to judge.

    Attributes:
        status: of the test.
        limit: the limit that the code met, if any.
        raised: the exception of the code without the place, if any.
        text: what that exception itself says.
    """

    text: str | None = None

    def __init__(
        self, status: Status, message: str, limit: Limit | None = None, raised: str | None = None
    ) -> None:
        NoAnswer.__init__(self, message)
        self.status = status
        self.limit = limit
        self.raised = raised

    def __str__(self) -> str:
        return self.message if self.text is None else self.text


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
NOT_ARRIVING_FROM = ("_pytest", "pluggy", "unittest")
"""Packages whose exceptions tell pytest something about a test."""


def raised(
    kinds: Sequence[str], message: str, told: str, text: str, arguments: Sequence[Any]
) -> StudentFailure:
    """The failure of a call that raised: to a test, the exception itself, with its type, text and arguments.

    Args:
        kinds: the names of the exception's type and of those that it is derived from, as `json.decoder:
            JSONDecodeError`, the nearest first.
        message: for the student.
        told: the exception without the place.
        text: what it says.
        arguments: what it was made with.
    """
    known = map(_also, filter(_arrives, known_types(kinds)))
    failure = next(filter(None, known), StudentFailure)(Status.ERROR, message, raised=told)
    failure.text = text
    failure.args = tuple(arguments)
    failure.kinds = tuple(kind.rpartition(":")[2] for kind in kinds)
    return failure


def _arrives(kind: type) -> bool:
    return (
        issubclass(kind, Exception)
        and not issubclass(kind, (*NOT_ARRIVING, BaseExceptionGroup))
        and kind is not Exception
        and kind.__module__.partition(".")[0] not in NOT_ARRIVING_FROM
    )


@cache
def _also(kind: type) -> type[StudentFailure] | None:
    """The type of failures that are of another type, too; None if no object can be of both."""
    try:
        made: type[StudentFailure] = type(kind.__name__, (StudentFailure, kind), {})
        made(Status.ERROR, "")
    except Exception:
        return None
    return made
