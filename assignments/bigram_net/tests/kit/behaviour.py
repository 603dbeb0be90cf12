"""What a function did in its tests, as plain facts: two programs that do the same show the same.

A mistake is recognised by what it does. The facts of a call are grouped by aspect, so that two
mistakes that touch different aspects (whole numbers, and the wrong dimension) are both recognised.
They can be written as JSON: a release carries those of known mistakes, and none of their code.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from .observing import Drawing, Observation
from .subject import Call
from .values import Opaque

ASPECTS = ("value", "type", "gradient", "changed", "drawing")
WORK = "work"
"""The aspect of a test that counts operations: how it judged them. Counts themselves differ between
programs that do the same."""

NUMBERS_MOST = 64
"""A tensor of more entries is kept as a few weighted sums over all of them."""

SUMS = 8
PARTS_MOST = 64
TEXT_MOST = 200
RELATIVE, ABSOLUTE = 1e-4, 2e-5
"""How far numbers of the same behaviour lie apart at most: ten times what tests allow to right answers,
because a mistake may be far from well-conditioned."""

DIGITS, PLACES = 5, 6
"""Of the numbers that are written down: no more than comparisons use, so that the same facts are
written on most machines, whose last digits differ."""


@dataclass(frozen=True)
class Shown:
    """What one call showed.

    Attributes:
        function: its name.
        facts: by aspect, as JSON holds them; none where the call gave neither a value nor an exception.
        printed: whether it printed anything.
    """

    function: str
    facts: Mapping[str, Any]
    printed: bool = False


@dataclass(frozen=True)
class TestBehaviour:
    """What the calls of one test showed, and whether the test passed."""

    __test__ = False

    passed: bool
    shown: tuple[Shown, ...]

    def functions(self) -> frozenset[str]:
        return frozenset(one.function for one in self.shown)

    def answered(self) -> frozenset[str]:
        """The functions of which every call gave a value or an exception."""
        return self.functions() - {one.function for one in self.shown if not one.facts}

    def of(self, function: str) -> list[Shown]:
        return [one for one in self.shown if one.function == function]


Behaviour = Mapping[str, TestBehaviour]
"""What a module did in the tests of its exercise, by the test's name."""


def behaviour(calls: Sequence[Call], passed: bool, message: str | None) -> TestBehaviour:
    """What the calls of a test showed.

    Args:
        message: what the test said, if it did not pass.
    """
    shown = [_shown(call) for call in calls]
    counted = [call for call in calls if call.counted]
    # Of a call that gave no value the message names a line of the student's file.
    if counted and counted[-1].observation is not None:
        shown.append(Shown(counted[-1].function, {WORK: message}))
    return TestBehaviour(passed, tuple(shown))


def alike(one: Any, other: Any) -> bool:
    """Whether facts are the same; numbers up to rounding, where one of the two is no whole number."""
    if isinstance(one, float) or isinstance(other, float):
        return _is_number(one) and _is_number(other) and _near(one, other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


def as_json(behaviour: TestBehaviour) -> dict[str, Any]:
    shown = [[one.function, _rounded(one.facts), one.printed] for one in behaviour.shown]
    return {"passed": behaviour.passed, "shown": shown}


def from_json(read: Mapping[str, Any]) -> TestBehaviour:
    return TestBehaviour(read["passed"], tuple(Shown(*one) for one in read["shown"]))


def _shown(call: Call) -> Shown:
    if call.observation is None:
        # An exception leaves nothing of the call: every aspect is the exception.
        raised = {"raised": call.raised}
        return Shown(call.function, dict.fromkeys(ASPECTS, raised) if call.raised is not None else {})
    seen = call.observation
    facts = {
        "value": _value(seen.result),
        "type": _type(seen.result),
        "gradient": _gradient(seen),
        "changed": {str(position): _value(seen.arguments[position]) for position in sorted(seen.changed)},
        "drawing": _drawing(seen.drawing),
    }
    return Shown(call.function, facts, bool(seen.printed))


def _value(value: Any) -> Any:
    """A value regardless of what its numbers are stored in."""
    if isinstance(value, Tensor) and not value.is_complex():
        return _numbers(value)
    if isinstance(value, bool | float) or (isinstance(value, int) and value.bit_length() <= 64):
        return {"shape": [], "numbers": [_plain(value)]}
    if isinstance(value, str):
        return {"text": value[:TEXT_MOST]}
    if isinstance(value, dict):
        return {"keys": [_value(key) for key in _first(value)], "parts": _parts(value.values())}
    if isinstance(value, list | tuple):
        as_one = _joined(value)
        return _numbers(as_one) if as_one is not None else {"parts": _parts(value)}
    return {"kind": "None" if value is None else _kind(value)}


def _joined(values: Sequence[Any]) -> Tensor | None:
    """Numbers and tensors without a dimension as one tensor: lists of either are the same values."""
    plain = [
        value.item() if isinstance(value, Tensor) and value.dim() == 0 else value
        for value in values
        if not isinstance(value, Tensor) or (value.dim() == 0 and not value.is_complex())
    ]
    if not plain or len(plain) < len(values) or not all(isinstance(one, bool | int | float) for one in plain):
        return None
    if all(isinstance(one, int) and one.bit_length() < 64 for one in plain):
        return torch.tensor(plain, dtype=torch.int64)
    return torch.tensor([float(one) for one in plain], dtype=torch.float64)


def _numbers(tensor: Tensor) -> dict[str, Any]:
    tensor = tensor.detach()
    shape = list(tensor.shape)
    if tensor.numel() <= NUMBERS_MOST:
        return {"shape": shape, "numbers": [_plain(number) for number in tensor.flatten().tolist()]}
    entries = tensor.flatten().to(torch.float64)
    finite = entries.isfinite()
    sums = _weights(len(entries)) @ entries.where(finite, 0.0)
    return {"shape": shape, "odd": int((~finite).sum()), "sums": sums.tolist()}


@lru_cache(maxsize=8)
def _weights(count: int) -> Tensor:
    """(SUMS, count) weights that no change of the entries leaves all the same, of norm about one.

    Waves of frequencies without a common period, divided by the root of the count, so that the
    rounding of single entries makes up no more in a sum than in an entry.
    """
    frequencies = torch.tensor([math.sqrt(2 + 3 * wave) for wave in range(SUMS)], dtype=torch.float64)
    places = torch.arange(1, count + 1, dtype=torch.float64)
    return torch.cos(torch.outer(frequencies, places)) / math.sqrt(count)


def _type(value: Any) -> Any:
    """What the numbers of a value are stored in."""
    if isinstance(value, Tensor):
        return str(value.dtype).removeprefix("torch.")
    if isinstance(value, dict):
        return {"dict": _types(value.values())}
    if isinstance(value, list | tuple):
        return {"list" if isinstance(value, list) else "tuple": _types(value)}
    return "None" if value is None else _kind(value)


def _types(values: Any) -> list[Any]:
    """The different types among values, in the order in which they come first."""
    found: list[Any] = []
    for one in map(_type, values):
        if one not in found:
            found.append(one)
    return found[:PARTS_MOST]


def _gradient(seen: Observation) -> Any:
    if not isinstance(seen.result, Tensor):
        return None
    return {
        "required": seen.result.requires_grad,
        "leaf": seen.result.is_leaf,
        "gradient": None if seen.gradient is None else _numbers(seen.gradient),
    }


def _drawing(drawing: Drawing | None) -> Any:
    if drawing is None:
        return None
    return {
        "images": [_numbers(image) for image in drawing.images[:PARTS_MOST]],
        "lines": [_numbers(line.y) for line in drawing.lines[:PARTS_MOST]],
        "labels": [bool(drawing.x_label.strip()), bool(drawing.y_label.strip())],
    }


def _parts(values: Any) -> list[Any]:
    return [len(values), *(_value(one) for one in _first(values))]


def _first(values: Any) -> list[Any]:
    return list(values)[:PARTS_MOST]


def _kind(value: Any) -> str:
    if isinstance(value, Opaque):
        return value.type_name
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")


def _plain(number: bool | int | float) -> int | float:
    return int(number) if isinstance(number, bool) else number


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE) or (one != one and other != other)


def _rounded(facts: Any) -> Any:
    if isinstance(facts, float):
        # The zero makes one of minus zero.
        return round(float(f"{facts:.{DIGITS}g}"), PLACES) + 0.0
    if isinstance(facts, Mapping):
        return {key: _rounded(value) for key, value in facts.items()}
    return [_rounded(one) for one in facts] if isinstance(facts, list) else facts
