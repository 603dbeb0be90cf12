"""Comparisons in stages: what it is, its shape, its dtype, its values.

Each raises `Mismatch` with one sentence for the student. It names got and expected for kind, shape
and dtype. For values it says where and how far off; the numbers themselves only where a test is
public, because a hidden test must not give its answer away.
"""

from __future__ import annotations

import reprlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from .observing import Operations
from .values import kind_of

_values_shown: ContextVar[bool] = ContextVar("values_shown", default=False)


class Mismatch(AssertionError):
    """What a function gave back is not what was asked for; the text is for the student."""


@dataclass(frozen=True)
class Tolerance:
    """How far a value may be off: `absolute + relative * |expected|`."""

    relative: float
    absolute: float


VALUES = Tolerance(relative=1e-5, absolute=1e-5)
"""About a hundred roundings of float32 (2**-23 each): the order of operations is free."""

LOSSES = Tolerance(relative=0.0, absolute=5e-5)
"""Right training loops differ by up to 2e-5 over 100 steps on all names, and wrong ones by 1e-4 or
more at the first step that shows the mistake (measured, torch 2.13.0 on a CPU)."""


@contextmanager
def showing_values(shown: bool) -> Iterator[None]:
    """Whether messages about values may quote them, while this is open."""
    token = _values_shown.set(shown)
    try:
        yield
    finally:
        _values_shown.reset(token)


def is_tensor(
    got: object,
    *,
    shape: tuple[int, ...] | None = None,
    dtype: torch.dtype | tuple[torch.dtype, ...] | None = None,
    hint: str = "",
) -> None:
    """Check that `got` is a tensor, then its shape, then its dtype (one of several, if a tuple)."""
    if not isinstance(got, Tensor):
        raise _mismatch(f"Expected a tensor, got {kind_of(got)}.", hint)
    if shape is not None and tuple(got.shape) != shape:
        raise _mismatch(f"Expected shape {shape}, got {tuple(got.shape)}.", hint)
    allowed = (dtype,) if isinstance(dtype, torch.dtype) else dtype
    if allowed is not None and got.dtype not in allowed:
        names = " or ".join(_dtype_name(one) for one in allowed)
        raise _mismatch(f"Expected dtype {names}, got {_dtype_name(got.dtype)}.", hint)


def close(got: object, expected: object, *, within: Tolerance = VALUES, hint: str = "") -> None:
    """Check that numbers are equal up to rounding, whatever their dtype.

    Both may be tensors, numbers, or lists and tuples of numbers; a number counts as a tensor of no
    dimension, so that a missing `torch.tensor` costs the marks for the type alone.
    """
    wanted = _as_tensor(expected)
    if wanted is None:
        raise TypeError(f"cannot compare with {kind_of(expected)}")
    found = _as_tensor(got)
    if found is None:
        raise _mismatch(f"Expected {_numbers_wanted(expected)}, got {kind_of(got)}.", hint)
    if found.shape != wanted.shape:
        raise _mismatch(_shape_message(expected, found, wanted), hint)
    _compare_values(found, wanted, within, hint)


def equal(got: object, expected: object, *, hint: str = "") -> None:
    """Check that `got` equals `expected` exactly; for text, whole numbers and containers of them.

    Tensors are compared by shape and value, not by dtype.
    """
    if isinstance(expected, Tensor):
        is_tensor(got, shape=tuple(expected.shape), hint=hint)
        assert isinstance(got, Tensor)
        _compare_values(got, expected, Tolerance(0.0, 0.0), hint)
        return
    if not _is_of_kind(got, expected):
        raise _mismatch(f"Expected {kind_of(expected)}, got {kind_of(got)}.", hint)
    if got != expected:
        raise _mismatch(_difference(got, expected), hint)


def avoids(operations: Operations, names: Collection[str], *, hint: str = "") -> None:
    """Check that none of these torch operations (`"aten::_softmax"`) ran."""
    if operations.names & frozenset(names):
        raise _mismatch("The function calls an operation that this exercise asks you to build.", hint)


def vectorised(small: Operations, large: Operations, *, rows: int, columns: int, hint: str = "") -> None:
    """Check that work does not grow with the number of examples, nor memory faster than their rows.

    Args:
        small: what a call with a few examples did.
        large: what the same call with `rows` examples more did.
        rows: by how many examples the calls differ.
        columns: the number of entries that one example may take.
    """
    # A loop adds at least one operation or one line of Python an example; half of that leaves
    # room for what torch does once, at whatever size it first meets.
    if large.calls - small.calls > rows / 2 or large.lines - small.lines > rows / 2:
        raise _mismatch("The work grows with the number of examples: there is a loop over them.", hint)
    # Twice what one float an example and column takes: a square of the examples is far above.
    if large.largest - small.largest > 2 * rows * columns:
        raise _mismatch("The memory grows with the square of the number of examples.", hint)


def _as_tensor(value: object) -> Tensor | None:
    """Numbers as a float64 tensor, or None where they are none or do not form one."""
    if isinstance(value, Tensor):
        return value.detach().to(torch.float64) if not value.is_complex() else None
    if isinstance(value, bool | int | float):
        return torch.tensor(float(value), dtype=torch.float64)
    if isinstance(value, list | tuple):
        if all(isinstance(part, bool | int | float) for part in value):
            return torch.tensor([float(part) for part in value], dtype=torch.float64)
        parts = [_as_tensor(part) for part in value]
        if any(part is None or part.dim() != 0 for part in parts):
            return None
        return torch.tensor([float(part) for part in parts if part is not None], dtype=torch.float64)
    return None


def _is_of_kind(got: object, expected: object) -> bool:
    """Whether the types fit; a `defaultdict` is a dict, but `True` is no 1."""
    if isinstance(expected, dict | list):
        return isinstance(got, type(expected))
    return type(got) is type(expected)


def _numbers_wanted(expected: object) -> str:
    if isinstance(expected, Tensor):
        return "a number" if expected.dim() == 0 else "a tensor"
    return f"{kind_of(expected)} of numbers" if isinstance(expected, list | tuple) else "a number"


def _shape_message(expected: object, found: Tensor, wanted: Tensor) -> str:
    if isinstance(expected, list | tuple) and found.dim() == 1:
        return f"Expected {len(wanted)} numbers, got {len(found)}."
    return f"Expected shape {tuple(wanted.shape)}, got {tuple(found.shape)}."


def _compare_values(found: Tensor, wanted: Tensor, within: Tolerance, hint: str) -> None:
    found, wanted = found.detach().to(torch.float64), wanted.detach().to(torch.float64)
    off = (found - wanted).abs()
    # Written so that a comparison with nan counts as wrong.
    wrong = ~((off <= within.absolute + within.relative * wanted.abs()) | (found == wanted))
    if not wrong.any():
        return
    where = tuple(int(index) for index in wrong.nonzero()[0])
    raise _mismatch(_values_message(found, wanted, wrong, where), hint)


def _values_message(found: Tensor, wanted: Tensor, wrong: Tensor, where: tuple[int, ...]) -> str:
    got, expected = float(found[where]), float(wanted[where])
    distance = abs(got - expected)
    off = f"off by about {distance:.1g}" if distance < float("inf") else f"{got}"
    if _values_shown.get():
        off = f"got {got:.5g}, expected {expected:.5g}"
    if not where:
        return f"The value is wrong: {off}."
    place = f"[{', '.join(map(str, where))}]"
    return f"{int(wrong.sum())} of {wrong.numel()} values are wrong; the first is at {place}: {off}."


def _difference(got: Any, expected: Any) -> str:
    """Where two unequal values of one type part, without the expected value unless it may show."""
    shown = f" Got {_quoted(got)}, expected {expected!r}." if _values_shown.get() else ""
    if isinstance(expected, dict):
        return _key_difference(got, expected) + shown
    if isinstance(expected, list | tuple):
        if len(got) != len(expected):
            return f"Expected {len(expected)} entries, got {len(got)}.{shown}"
        first = next(i for i, (a, b) in enumerate(zip(got, expected, strict=True)) if a != b)
        return f"The entry at index {first} is wrong.{shown}"
    return f"The value is wrong.{shown}"


def _quoted(value: object) -> str:
    """A value as a sentence may quote it, however much of it there is."""
    quoting = reprlib.Repr()
    quoting.maxlist = quoting.maxtuple = quoting.maxdict = 30
    quoting.maxstring = quoting.maxother = 200
    return quoting.repr(value)


def _key_difference(got: dict[Any, Any], expected: dict[Any, Any]) -> str:
    if len(got) != len(expected):
        return f"Expected {len(expected)} entries, got {len(got)}."
    if got.keys() != expected.keys():
        return "The keys are wrong."
    wrong = sum(got[key] != expected[key] for key in expected)
    return f"{wrong} of {len(expected)} values are wrong."


def _dtype_name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _mismatch(message: str, hint: str) -> Mismatch:
    return Mismatch(f"{message} {hint}".strip())
