"""Exceptions that a function of the exercise is to raise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from .comparisons import Mismatch, mismatch
from .handles import Function
from .subject import NoAnswer, raised_by
from .values import with_article


@contextmanager
def raises(kind: type[Exception] | Function, *, match: str = "", hint: str = "") -> Iterator[None]:
    """Check that a call of the student's raises an exception of a type, or of one derived from it.

    What keeps code from raising anything (a stub, a limit that it meets, the end of its process) goes on
    as it does elsewhere.

    Args:
        kind: the type, which is compared by its name; one that the exercise defines is `student.BadShape`.
        match: a regular expression that must be found in the exception's text; any text, if empty.
        hint: a question that follows the message.

    Raises:
        Mismatch: nothing is raised, or something else.
    """
    name = kind._held.name.rpartition(".")[2] if isinstance(kind, Function) else kind.__name__
    expected = with_article(name)
    try:
        yield
    except Mismatch:
        raise
    except Exception as error:
        kinds, told = _raised(error)
        # At home, a stub raises it; in grading, its call has no answer.
        if not kinds or ("NotImplementedError" in kinds and name != "NotImplementedError"):
            raise
        if name not in kinds:
            raise mismatch(f"Expected {expected}, got {told}", hint) from None
        if not re.search(match, told.partition(": ")[2]):
            raise mismatch(f"Expected {expected} with another text, got {told}", hint) from None
        return
    raise mismatch(f"Expected {expected}, and nothing was raised.", hint)


def _raised(error: Exception) -> tuple[tuple[str, ...], str]:
    """An exception: the names of its type and bases, none if it is no answer, and what it says."""
    if isinstance(error, NoAnswer):
        return error.kinds, error.raised or ""
    return tuple(base.__name__ for base in type(error).__mro__), raised_by(error)
