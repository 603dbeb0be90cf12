"""The marker that gives a test its points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., object])


def points(number: float, *, public: bool = False, after: str | None = None) -> Callable[[Test], Test]:
    """Give a test its points.

    Args:
        number: the points of the test; an exercise's maximum is the sum over its tests.
        public: whether students get the test with the assignment.
        after: the name of an earlier test of the same file. Where that one does not pass, this
            one is reported as not reached, so that one cause is one failure.
    """
    if number <= 0:
        raise ValueError(f"a test is worth more than {number} points")

    def mark(test: Test) -> Test:
        marker: Any = pytest.mark.points(number, public=public, after=after)
        marked: Test = marker(test)
        return marked

    return mark
