"""The objects of a child that tests have handles on."""

from __future__ import annotations

from typing import Any

from ..testing.objects import Number


class HeldObjects:
    """The objects of a process that the calls of a test gave back.

    They live until the next test, whose own ones take their place.

    Attributes:
        objects: by number.
    """

    def __init__(self) -> None:
        self.objects: dict[Number, Any] = {}
        self._numbers: dict[int, Number] = {}
        self._call = -1
        self._of_this_call = 0

    def next_call(self) -> None:
        self._call += 1
        self._of_this_call = 0

    def number_of(self, value: Any) -> Number:
        """The number of an object of the call's answer: the first that it got."""
        number = self._numbers.setdefault(id(value), Number(self._call, self._of_this_call))
        # What else the call gave back has the same number, whether or not this one is known.
        self._of_this_call += 1
        self.objects[number] = value
        return number
