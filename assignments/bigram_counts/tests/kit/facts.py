"""Values as plain facts, equal up to rounding, order of keys, and dtype.

Facts fit into JSON: a release carries those of known mistakes, and none of their code.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from .objects import type_name
from .observing import Drawing, Observation

NUMBERS_MOST = 64
"""A larger tensor is kept as a few weighted sums of all its entries."""

SUMS = 8
PARTS_MOST = 64
TEXT_MOST = 200
RELATIVE, ABSOLUTE = 1e-4, 2e-5
"""The tolerance between numbers of the same behaviour: ten times that of tests, because a mistake may be
ill-conditioned. The roundings of a float32 sum over n terms add up to about 2**-24 * sqrt(n) of it: for the
228,146 bigrams of all names, a quarter of this."""

LONG = 10_000
"""With more numbers in an argument, a call changes arguments by sums over all of them, often times a large
factor: two right loops differ by 1e-4 in the weights (measured with learning rate 50 on all names). Only the
shape of such changed arguments is kept, likewise if the call returns at least `COURSE_MOST` numbers."""

COURSE_MOST = 16
GROWTH = 1.6
"""A course, such as the losses of a training, keeps its first `COURSE_MOST` numbers, and the tolerance grows
by this factor from each to the next: with learning rate 50, which the lecture takes for all names, rounding
grows as fast on a few examples (measured: 2e-7 at the first step, 1e-4 at the tenth, 1e-3 at the
nineteenth)."""

SHAPE, COURSE = "shape", "course"
EITHER = "either"
"""The key of a fact that may be one of several."""

ELSEWHERE = "elsewhere"

NOTHING = {"kind": "None"}
"""The value of a call that returns None."""

DIGITS, PLACES = 5, 6
"""Digits and decimal places of written numbers: no more than comparisons use, so that most machines write
the same facts although their last digits differ."""


def either(facts: Iterable[Any]) -> Any:
    """A fact that is one of these; the only one, if they are all the same."""
    distinct: list[Any] = []
    for fact in facts:
        if not any(alike(fact, other) for other in distinct):
            distinct.append(fact)
    return distinct[0] if len(distinct) == 1 else {EITHER: distinct}


def alike(left: Any, right: Any) -> bool:
    """Whether facts are the same: numbers up to rounding, unless both are whole.

    Where one side knows only a tensor's shape, only the shape is compared; where it may be one of several,
    the other side has to be one of these.

    Args:
        left: some facts.
        right: others.
    """
    # Most lists are equal to the bit, and `==` is far faster than what follows.
    if type(left) is type(right) and left == right:
        return True
    for several, one in ((left, right), (right, left)):
        if isinstance(several, dict) and EITHER in several:
            return any(alike(fact, one) for fact in several[EITHER])
    if isinstance(left, float) or isinstance(right, float):
        return _is_number(left) and _is_number(right) and _near(left, right)
    if isinstance(left, dict) and isinstance(right, dict):
        if {SHAPE} in (left.keys(), right.keys()):
            return bool(left.get(SHAPE) == right.get(SHAPE))
        return left.keys() == right.keys() and all(
            (_same_course if key == COURSE else alike)(left[key], right[key]) for key in left
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(alike, left, right))
    return bool(left == right)


def rounded(facts: Any) -> Any:
    """Facts with their numbers rounded for writing."""
    if isinstance(facts, float):
        # Adding zero turns minus zero into zero.
        return round(float(f"{facts:.{DIGITS}g}"), PLACES) + 0.0
    if isinstance(facts, Mapping):
        return {key: rounded(value) for key, value in facts.items()}
    return [rounded(fact) for fact in facts] if isinstance(facts, list) else facts


def value_of(value: Any) -> Any:
    """A value, whatever holds its numbers."""
    if isinstance(value, Tensor) and not value.is_complex():
        return _numbers(value)
    if isinstance(value, float) or _fits_a_float(value):
        return {SHAPE: [], "numbers": [_plain(value)]}
    if isinstance(value, str):
        return {"text": value[:TEXT_MOST]}
    if isinstance(value, dict):
        return _map(value)
    if isinstance(value, list | tuple):
        as_one = _joined(value)
        return _numbers(as_one) if as_one is not None else {"parts": _parts(value)}
    return NOTHING if value is None else {"kind": type_name(value)}


def type_of(value: Any) -> Any:
    """What holds a value's numbers."""
    if isinstance(value, Tensor):
        return str(value.dtype).removeprefix("torch.")
    if isinstance(value, dict):
        return {"dict": _types(value.values())}
    if isinstance(value, list | tuple):
        return {"list" if isinstance(value, list) else "tuple": _types(value)}
    return "None" if value is None else type_name(value)


def gradient_of(seen: Observation) -> dict[str, Any] | None:
    """What a backward pass finds; None if the result is no tensor."""
    if not isinstance(seen.result, Tensor):
        return None
    return {
        "required": seen.result.requires_grad,
        "leaf": seen.result.is_leaf,
        "gradient": None if seen.gradient is None else value_of(seen.gradient),
    }


def changes_of(seen: Observation, positions: Iterable[int]) -> dict[str, Any]:
    """The arguments that a call changed, by position.

    Args:
        seen: what the call did.
        positions: those of the arguments.
    """
    is_long = any(map(_is_long, seen.arguments)) or _is_long_course(seen.result)
    changed = {position: seen.arguments[position] for position in sorted(positions)}
    return {
        str(position): _shape(value) if is_long or _has_blown_up(value) else value_of(value)
        for position, value in changed.items()
    }


def drawing_of(drawing: Drawing | None) -> dict[str, Any]:
    """What is on the axes, by aspect; empty without axes."""
    if drawing is None:
        return {}
    return {
        "images": [_numbers(image) for image in drawing.images[:PARTS_MOST]],
        "lines": [
            *(_numbers(line.y) for line in drawing.lines[:PARTS_MOST]),
            *(["points or bars"] if drawing.others else []),
        ],
        "labels": [bool(drawing.x_label.strip()), bool(drawing.y_label.strip())],
        ELSEWHERE: drawing.elsewhere or None,
    }


def _joined(values: Sequence[Any]) -> Tensor | None:
    """Numbers and tensors of no dimension as one tensor: lists of either are the same values."""
    plain = [
        value.item() if isinstance(value, Tensor) and value.dim() == 0 else value
        for value in values
        if not isinstance(value, Tensor) or (value.dim() == 0 and not value.is_complex())
    ]
    if (
        not plain
        or len(plain) < len(values)
        or not all(isinstance(number, float) or _fits_a_float(number) for number in plain)
    ):
        return None
    if all(isinstance(number, int) and number.bit_length() < 64 for number in plain):
        return torch.tensor(plain, dtype=torch.int64)
    return torch.tensor([float(number) for number in plain], dtype=torch.float64)


def _fits_a_float(value: Any) -> bool:
    """Whether a value is a whole number that a float can stand for, if only about."""
    return isinstance(value, int) and value.bit_length() <= 64


def _numbers(tensor: Tensor) -> dict[str, Any]:
    tensor = tensor.detach()
    shape = list(tensor.shape)
    if tensor.dim() == 1:
        course = [_plain(number) for number in tensor[:COURSE_MOST].tolist()]
        is_short = len(tensor) <= COURSE_MOST or not _is_whole(tensor)
        return {SHAPE: shape, COURSE: course, **({} if is_short else _sums(tensor))}
    if tensor.numel() <= NUMBERS_MOST:
        return {SHAPE: shape, "numbers": [_plain(number) for number in tensor.flatten().tolist()]}
    return {SHAPE: shape, **_sums(tensor)}


def _is_whole(tensor: Tensor) -> bool:
    return not tensor.is_floating_point() or bool((tensor == tensor.round()).all())


def _sums(tensor: Tensor) -> dict[str, Any]:
    entries = tensor.flatten().to(torch.float64)
    finite = entries.isfinite()
    sums = _weights(len(entries)) @ entries.where(finite, 0.0)
    return {"odd": int((~finite).sum()), "sums": sums.tolist()}


@lru_cache(maxsize=8)
def _weights(count: int) -> Tensor:
    """(SUMS, count) weights of norm about one; any change of the entries changes a weighted sum.

    They are waves without a common period, divided by the root of the count: rounding errors of the
    entries are no larger in a sum than in an entry.
    """
    frequencies = torch.tensor([math.sqrt(2 + 3 * wave) for wave in range(SUMS)], dtype=torch.float64)
    places = torch.arange(1, count + 1, dtype=torch.float64)
    return torch.cos(torch.outer(frequencies, places)) / math.sqrt(count)


def _map(value: Mapping[Any, Any]) -> dict[str, Any]:
    """A dict, whatever its order."""
    pairs = sorted(([value_of(key), value_of(part)] for key, part in value.items()), key=json.dumps)
    return {"pairs": [len(pairs), *pairs[:PARTS_MOST]]}


def _parts(values: Sequence[Any]) -> list[Any]:
    return [len(values), *(value_of(value) for value in values[:PARTS_MOST])]


def _types(values: Any) -> list[Any]:
    """The distinct types of values, in an order independent of theirs."""
    found: list[Any] = []
    for kind in map(type_of, values):
        if kind not in found:
            found.append(kind)
    return sorted(found, key=json.dumps)[:PARTS_MOST]


def _is_long(argument: Any) -> bool:
    if isinstance(argument, Tensor):
        return argument.numel() > LONG
    return isinstance(argument, list | tuple) and len(argument) > LONG


def _is_long_course(result: Any) -> bool:
    return isinstance(result, list | tuple) and len(result) >= COURSE_MOST


def _has_blown_up(value: Any) -> bool:
    """Whether any entry is not finite; which ones depends on how a loop is written."""
    return isinstance(value, Tensor) and not bool(value.isfinite().all())


def _shape(value: Any) -> dict[str, Any]:
    return {SHAPE: list(value.shape)} if isinstance(value, Tensor) else {"kind": type_name(value)}


def _plain(number: bool | int | float) -> int | float:
    return int(number) if isinstance(number, bool) else number


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _near(left: float, right: float, factor: float = 1.0) -> bool:
    near = math.isclose(left, right, rel_tol=factor * RELATIVE, abs_tol=factor * ABSOLUTE)
    return near or (left != left and right != right)


def _same_course(left: list[float], right: list[float]) -> bool:
    """Whether two courses are the same.

    After the first nan or infinity, the rest depends on how a softmax is written, and does not count.
    """
    for place, pair in enumerate(zip(left, right, strict=False)):
        if place > 0 and not all(map(math.isfinite, pair)):
            return True
        # Whole numbers, such as indices, are counted, not computed: no rounding.
        if not alike(*pair) and (all(map(_is_integer, pair)) or not _near(*pair, GROWTH**place)):
            return False
    return len(left) == len(right)


def _is_integer(number: float) -> bool:
    return number == number // 1
