"""Comparisons in stages: what it is, its shape, its dtype, its values.

Each raises `Mismatch` with one sentence for the student. It names got and expected for kind, shape
and dtype. For values it says where and how far off; the numbers themselves only where a test is
public, because a hidden test must not give its answer away.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from .observing import Observation, Operations
from .values import Compared, kind_of, kind_told

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_values_shown: ContextVar[bool] = ContextVar("values_shown", default=False)


PICTURED_MOST = 1024
"""Numbers of a comparison that are kept for a picture: a table of all pairs of characters has 729."""


class Mismatch(AssertionError):
    """What a function gave back is not what was asked for; the text is for the student.

    Attributes:
        compared: the numbers, where they may be shown.
    """

    compared: Compared | None = None


@dataclass(frozen=True)
class Tolerance:
    """How far a value may be off: `absolute + relative * |expected|`."""

    relative: float
    absolute: float


EXACTLY = Tolerance(relative=0.0, absolute=0.0)

VALUES = Tolerance(relative=1e-5, absolute=1e-5)
"""About a hundred roundings of float32 (2**-23 each): the order of operations is free."""

LONG_RUNS = Tolerance(relative=0.0, absolute=5e-5)
"""For the losses of a training on very many examples or over very many steps: right loops differ by up
to 2e-5 over 100 steps on all names, wrong ones by 1e-4 or more at the first step that shows the mistake
(measured, torch 2.13.0 on a CPU)."""


@dataclass(frozen=True)
class Measured:
    """How a comparison of numbers came out.

    Attributes:
        share: how far the entry that is farthest off is off, as a share of what is allowed; above 1 it
            is wrong.
    """

    within: Tolerance
    share: float


_record: ContextVar[Callable[[Measured], None] | None] = ContextVar("record", default=None)


@contextmanager
def showing_values(shown: bool) -> Iterator[None]:
    """Whether messages about values may quote them, while this is open."""
    token = _values_shown.set(shown)
    try:
        yield
    finally:
        _values_shown.reset(token)


@contextmanager
def measuring(record: Callable[[Measured], None]) -> Iterator[None]:
    """Have every comparison of numbers measured that allows for rounding, while this is open."""
    token = _record.set(record)
    try:
        yield
    finally:
        _record.reset(token)


def is_tensor(
    got: object,
    *,
    shape: tuple[int, ...] | None = None,
    dtype: torch.dtype | tuple[torch.dtype, ...] | None = None,
    hint: str = "",
) -> None:
    """Check that `got` is a tensor, then its shape, then its dtype (one of several, if a tuple)."""
    if not isinstance(got, Tensor):
        raise wrong_kind("a tensor", got, hint=hint)
    if shape is not None and tuple(got.shape) != shape:
        raise _mismatch(f"Expected shape {shape}, got {tuple(got.shape)}.", hint)
    allowed = (dtype,) if isinstance(dtype, torch.dtype) else dtype
    if allowed is not None and got.dtype not in allowed:
        names = " or ".join(_dtype_name(one) for one in allowed)
        raise _mismatch(f"Expected dtype {names}, got {_dtype_name(got.dtype)}.", hint)


def gradient_to(argument: str, observation: Observation, *, hint: str = "") -> Tensor:
    """The gradient that an observation was asked for, where there is one.

    Args:
        argument: with respect to which, as a sentence calls it: `the logits`.
    """
    is_tensor(observation.result)
    if observation.gradient is None:
        raise _mismatch(f"No gradient reaches {argument}.", hint)
    return observation.gradient


def wrong_kind(expected: str, got: object, *, hint: str = "") -> Mismatch:
    """To be raised where a value is something else altogether."""
    return _mismatch(f"Expected {expected}, got {kind_told(got)}", hint)


def close(got: object, expected: object, *, within: Tolerance = VALUES, hint: str = "") -> None:
    """Check that numbers are equal up to rounding, whatever their dtype.

    Both may be tensors, numbers, or lists and tuples of numbers; a number counts as a tensor of no
    dimension, so that a missing `torch.tensor` costs the marks for the type alone.
    """
    found, wanted = _numbers_in(got, expected, hint)
    wrong = _wrong(found, wanted, within)
    if wrong.any():
        raise _wrong_values(_values_message(found, wanted, wrong), hint, _compared(found, wanted, wrong))


def same_losses(
    got: object, expected: Sequence[float], *, within: Tolerance = VALUES, hint: str = ""
) -> None:
    """Check the losses of a training, first to last; a message tells from which step on, and how they go.

    Both hold numbers or tensors of no dimension.
    """
    found, wanted = _numbers_in(got, expected, hint)
    wrong = _wrong(found, wanted, within)
    if wrong.any():
        first = int(wrong.nonzero()[0])
        message = _losses_message(found.tolist(), wanted.tolist(), first)
        shown = f" Loss {first + 1}: {_distance(found[first], wanted[first])}."
        raise _wrong_values(message + shown, hint, _compared(found, wanted, wrong, losses=True))


def equal(got: object, expected: object, *, hint: str = "") -> None:
    """Check that `got` equals `expected` exactly; for text, whole numbers and containers of them.

    Tensors are compared by shape and value, not by dtype.
    """
    if isinstance(expected, Tensor):
        is_tensor(got, shape=tuple(expected.shape), hint=hint)
        assert isinstance(got, Tensor)
        close(got, expected, within=EXACTLY, hint=hint)
        return
    if not _is_of_kind(got, expected):
        raise wrong_kind(kind_of(expected), got, hint=hint)
    if got != expected:
        raise _mismatch(_difference(got, expected), hint)


def avoids(operations: Operations, names: Collection[str], *, hint: str = "") -> None:
    """Check that none of these torch operations (`"aten::_softmax"`) ran."""
    if called := operations.names & frozenset(names):
        shown = " and ".join(sorted(_operation_name(name) for name in called))
        raise _mismatch(f"The function calls {shown}, which this exercise asks you to build.", hint)


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


def _numbers_in(got: object, expected: object, hint: str) -> tuple[Tensor, Tensor]:
    """Both sides of a comparison as float64 tensors of one shape."""
    wanted = _as_tensor(expected)
    if wanted is None:
        raise TypeError(f"cannot compare with {kind_of(expected)}")
    found = _as_tensor(got)
    if found is None:
        raise wrong_kind(_numbers_wanted(expected), got, hint=hint)
    if found.shape != wanted.shape:
        raise _mismatch(_shape_message(expected, found, wanted), hint)
    return found, wanted


def _wrong(found: Tensor, wanted: Tensor, within: Tolerance) -> Tensor:
    """Which entries are farther off than allowed; a comparison with nan counts as wrong."""
    off = (found - wanted).abs().where(found != wanted, 0.0).nan_to_num(nan=float("inf"))
    allowed = within.absolute + within.relative * wanted.abs().nan_to_num(posinf=0.0)
    if (record := _record.get()) is not None and off.numel() and within != EXACTLY:
        record(Measured(within, float((off / allowed).max())))
    return ~(off <= allowed)


def _compared(found: Tensor, wanted: Tensor, wrong: Tensor, *, losses: bool = False) -> Compared | None:
    """What a picture shows; None where it may not, or would show a single number or too many."""
    if not _values_shown.get() or found.dim() not in (1, 2) or not 1 < found.numel() <= PICTURED_MOST:
        return None
    rows = [part.reshape(-1, part.shape[-1]).tolist() for part in (found, wanted, wrong)]
    got, expected = (tuple(tuple(map(_rounded, row)) for row in part) for part in rows[:2])
    return Compared(losses, got, expected, tuple(map(tuple, rows[2])))


def _rounded(number: float) -> float | None:
    rounded = float(f"{number:.5g}")  # the largest numbers become infinite
    return rounded if abs(rounded) < float("inf") else None


def _values_message(found: Tensor, wanted: Tensor, wrong: Tensor) -> str:
    where = tuple(int(index) for index in wrong.nonzero()[0])
    off = _distance(found[where], wanted[where])
    if not where:
        return f"The value is wrong: {off}."
    place = f"at [{', '.join(map(str, where))}]"
    if len(where) == 1:
        return f"{_how_many(int(wrong.sum()), wrong.numel(), 'value', place)}: {off}."
    rows = wrong.flatten(start_dim=1).any(dim=1)
    first = f"row {where[0]}, {place}"
    return f"{_how_many(int(rows.sum()), rows.numel(), 'row', first)}: {off}."


def _how_many(wrong: int, of: int, what: str, first: str) -> str:
    """How many are wrong, and which is the first of them."""
    if wrong == of == 1:
        return f"The only {what} is wrong, {first.removeprefix(f'{what} 0, ')}"
    if wrong == 1:
        return f"1 of {of} {what}s is wrong, {first}"
    all_of_it = f"Both {what}s" if of == 2 else f"All {of} {what}s"
    several = all_of_it if wrong == of else f"{wrong} of {of} {what}s"
    return f"{several} are wrong; the first is {first}"


def _distance(found: Tensor, wanted: Tensor) -> str:
    got, expected = float(found), float(wanted)
    if _values_shown.get():
        return f"got {got:.5g}, expected {expected:.5g}"
    distance = abs(got - expected)
    return f"off by about {distance:.1g}" if distance < float("inf") else f"{got}"


def _losses_message(found: list[float], wanted: list[float], first: int) -> str:
    """From which loss on they are wrong, and how they go from there."""
    if first == 0:
        return "The first loss is wrong already, before any update."
    right = "The first loss is right" if first == 1 else f"The first {_number(first)} losses are right"
    return f"{right}; from the {_ordinal(first)} on {_course(found, wanted, first)}."


def _course(found: list[float], wanted: list[float], first: int) -> str:
    here, expected = found[first:], wanted[first:]
    before = found[first - 1]
    if any(loss != loss for loss in here):
        return "one of them is not a number (nan)"
    if all(loss == before for loss in here):
        return "they stay where they are"
    if expected[0] < wanted[first - 1]:
        if here[0] > before:
            return "they rise"
        if all(a > b for a, b in zip(here, expected, strict=True)):
            return "they fall too slowly"
        if all(a < b for a, b in zip(here, expected, strict=True)):
            return "they fall too fast"
    return "they are wrong"


def _number(count: int) -> str:
    return NUMBERS[count - 1] if count <= len(NUMBERS) else str(count)


def _ordinal(index: int) -> str:
    return ORDINALS[index] if index < len(ORDINALS) else f"loss number {index + 1}"


def _difference(got: Any, expected: Any) -> str:
    """Where two unequal values of one type part, without the expected value unless it may show."""
    if isinstance(expected, dict):
        return _key_difference(got, expected)
    if isinstance(expected, list | tuple):
        return _entry_difference(got, expected)
    return f"The value is wrong{_apart(got, expected)}."


def _key_difference(got: dict[Any, Any], expected: dict[Any, Any]) -> str:
    if got.keys() == expected.keys():
        wrong = [key for key in expected if got[key] != expected[key]]
        apart = _apart(got[wrong[0]], expected[wrong[0]])
        return f"{_how_many(len(wrong), len(expected), 'value', f'that of {_quoted(wrong[0])}')}{apart}."
    counted = f"Expected {len(expected)} entries, got {len(got)}"
    if not _values_shown.get():
        return f"{counted if len(got) != len(expected) else 'The keys are wrong'}."
    if missing := [key for key in expected if key not in got]:
        return f"{counted}; there is none for {_quoted(missing[0])}."
    return f"{counted}; there should be none for {_quoted(next(key for key in got if key not in expected))}."


def _entry_difference(got: Sequence[Any], expected: Sequence[Any]) -> str:
    first = next((i for i, (a, b) in enumerate(zip(got, expected, strict=False)) if a != b), None)
    apart = "" if first is None else _apart(got[first], expected[first])
    if len(got) == len(expected):
        return f"The entry at index {first} is wrong{apart}."
    further = f"; the first that is wrong is at index {first}{apart}" if apart else ""
    return f"Expected {len(expected)} entries, got {len(got)}{further}."


def _apart(got: object, expected: object) -> str:
    """What came back and what was expected, where that may show."""
    return f": got {_quoted(got)}, expected {_quoted(expected)}" if _values_shown.get() else ""


def _quoted(value: object) -> str:
    """A value as a sentence may quote it, however much of it there is."""
    quoting = reprlib.Repr()
    quoting.maxlist = quoting.maxtuple = quoting.maxdict = 4
    quoting.maxstring = quoting.maxother = 60
    return quoting.repr(value)


def _operation_name(name: str) -> str:
    """An operation as people call it: `nll_loss` for `aten::nll_loss_forward`."""
    return name.removeprefix("aten::").strip("_").removesuffix("_nd").removesuffix("_forward")


def _dtype_name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _mismatch(message: str, hint: str) -> Mismatch:
    return Mismatch(f"{message} {hint}".strip())


def _wrong_values(message: str, hint: str, compared: Compared | None) -> Mismatch:
    mismatch = _mismatch(message, hint)
    mismatch.compared = compared
    return mismatch
