"""Calls a function and records all that it did: the observation that tests judge."""

from __future__ import annotations

import copy
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from types import FrameType
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from .recipes import ELSEWHERE, Axes, Generator, Made, Makers, carry_out

MOST_PRINTED = 64 * 1024
"""Characters of a call's printed text that are kept."""


@dataclass(frozen=True)
class Operations:
    """What a call did, counted.

    Attributes:
        names: the torch operations that ran, such as `aten::_softmax`.
        calls: how many torch operations ran.
        lines: how many lines and calls of Python ran outside torch.
        largest: the number of entries of the largest tensor that was made.
    """

    names: frozenset[str]
    calls: int
    lines: int
    largest: int


@dataclass(frozen=True)
class Line:
    """A line on the axes: the coordinates of its points, each `(n,)` float64."""

    x: Tensor
    y: Tensor


@dataclass(frozen=True)
class Drawing:
    """What is on the axes: images and meshes as `(rows, columns, ...)` float64, lines, labels."""

    images: tuple[Tensor, ...]
    lines: tuple[Line, ...]
    x_label: str
    y_label: str


@dataclass(frozen=True)
class Observation:
    """All that one call did.

    Attributes:
        result: what the function returned.
        arguments: the arguments after the call; None in place of a recipe's.
        changed: the positions of the arguments that the call changed.
        gradient: of `(result * ramp(result)).sum()` with respect to the argument asked for, or
            None where the result is cut off from it.
        operations: what ran, where it was asked for.
        drawing: what was drawn on the axes among the arguments, where there were any.
        printed: what the function printed.
    """

    result: Any
    arguments: tuple[Any, ...]
    changed: frozenset[int] = frozenset()
    gradient: Tensor | None = None
    operations: Operations | None = None
    drawing: Drawing | None = None
    printed: str = ""


@dataclass(frozen=True)
class Request:
    """What to observe of a call besides its result and its arguments."""

    gradient_wrt: int | None = None
    operations: bool = False


def observe(
    function: Callable[..., Any],
    arguments: Sequence[Any],
    request: Request = Request(),
    *,
    makers: Makers | None = None,
    not_counted: frozenset[str] = frozenset(),
) -> Observation:
    """Call a function on copies of the arguments and record what it did.

    Args:
        function: the function to call.
        arguments: plain values, tensors and recipes; none of them is changed.
        request: what to observe besides result and arguments.
        makers: the functions behind `Made` recipes.
        not_counted: files whose operations and lines are not the function's own.

    Raises:
        Exception: whatever the function raises.
    """
    prepared = _prepare(arguments, makers or {})
    if request.gradient_wrt is not None:
        prepared[request.gradient_wrt].requires_grad_()
    plain = [not isinstance(argument, Generator | Axes | Made) for argument in arguments]
    before = [duplicate(value) if is_plain else None for value, is_plain in zip(prepared, plain, strict=True)]
    printed = _BoundedText(MOST_PRINTED)
    counter = _Counter(not_counted)
    with ExitStack() as stack:
        stack.enter_context(redirect_stdout(printed))
        stack.enter_context(redirect_stderr(printed))
        if request.operations:
            stack.enter_context(counter)
            stack.enter_context(counter.counting_lines())
        result = function(*prepared)
    return Observation(
        result=result,
        arguments=tuple(value if is_plain else None for value, is_plain in zip(prepared, plain, strict=True)),
        changed=frozenset(
            position
            for position, is_plain in enumerate(plain)
            if is_plain and not same(before[position], prepared[position])
        ),
        gradient=_gradient(result, prepared, request.gradient_wrt),
        operations=counter.counted() if request.operations else None,
        drawing=_drawing_among(arguments, prepared),
        printed=printed.getvalue(),
    )


def ramp(result: Tensor) -> Tensor:
    """Weights 1/n, 2/n … 1 over the entries of a result, so that its gradient is of one number.

    A plain sum would not do: the entries of a softmax sum to a constant.
    """
    count = max(result.numel(), 1)
    return torch.arange(1, result.numel() + 1, dtype=result.dtype).reshape(result.shape) / count


def duplicate(value: Any) -> Any:
    """A copy that shares nothing; tensors keep `requires_grad` and `grad`, and become leaves."""
    if isinstance(value, Tensor):
        copied = value.detach().clone().requires_grad_(value.requires_grad)
        if value.is_leaf and value.grad is not None:
            copied.grad = value.grad.detach().clone()
        return copied
    if type(value) in (list, tuple):
        return type(value)(duplicate(part) for part in value)
    return copy.deepcopy(value)


def same(before: Any, after: Any) -> bool:
    """Whether a value is still what it was, to the bit."""
    if isinstance(before, Tensor):
        return (
            isinstance(after, Tensor)
            and before.dtype == after.dtype
            and torch.equal(before.detach(), after.detach())
        )
    if type(before) in (list, tuple):
        return (
            type(before) is type(after)
            and len(before) == len(after)
            and all(same(a, b) for a, b in zip(before, after, strict=True))
        )
    return type(before) is type(after) and bool(before == after)


def _prepare(arguments: Sequence[Any], makers: Makers) -> list[Any]:
    prepared: list[Any] = []
    for argument in arguments:
        if isinstance(argument, Generator | Axes | Made):
            prepared.append(carry_out(argument, tuple(prepared), makers))
        else:
            prepared.append(duplicate(argument))
    return prepared


def _gradient(result: Any, prepared: list[Any], position: int | None) -> Tensor | None:
    if position is None or not isinstance(result, Tensor) or not result.requires_grad:
        return None
    number = (result * ramp(result.detach())).sum()
    gradients: tuple[Tensor | None, ...] = torch.autograd.grad(number, prepared[position], allow_unused=True)
    return gradients[0]


def _drawing_among(arguments: Sequence[Any], prepared: Sequence[Any]) -> Drawing | None:
    for argument, value in zip(arguments, prepared, strict=True):
        if isinstance(argument, Axes):
            return _drawing(value)
    return None


def _drawing(axes: Any) -> Drawing:
    import matplotlib.pyplot as plt

    arrays = [artist.get_array() for artist in (*axes.images, *axes.collections)]
    drawing = Drawing(
        images=tuple(_as_floats(array) for array in arrays if array is not None and array.ndim >= 2),
        lines=tuple(Line(_as_floats(line.get_xdata()), _as_floats(line.get_ydata())) for line in axes.lines),
        x_label=axes.get_xlabel(),
        y_label=axes.get_ylabel(),
    )
    plt.close(axes.figure)
    plt.close(ELSEWHERE)
    return drawing


def _as_floats(array: Any) -> Tensor:
    import numpy as np

    return torch.tensor(np.asarray(array, dtype=np.float64))


class _Counter(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts torch operations by their dispatch, and lines of Python by a trace."""

    def __init__(self, not_counted: frozenset[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._not_counted = not_counted
        self._passed_over = (os.path.dirname(torch.__file__) + os.sep, os.path.dirname(__file__) + os.sep)
        self._names: set[str] = set()
        self._calls = 0
        self._lines = 0
        self._largest = 0

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        # Otherwise the first call imports torch's compiler, three million lines, under our trace.
        return False

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = func(*args, **(kwargs or {}))
        if not self._inside_not_counted():
            self._names.add(func.name().split(".")[0])
            self._calls += 1
            if isinstance(made, Tensor):
                self._largest = max(self._largest, made.numel())
        return made

    @contextmanager
    def counting_lines(self) -> Iterator[None]:
        outer = sys.gettrace()
        sys.settrace(self._trace)
        try:
            yield
        finally:
            sys.settrace(outer)

    def counted(self) -> Operations:
        return Operations(frozenset(self._names), self._calls, self._lines, self._largest)

    def _trace(self, frame: FrameType, event: str, _argument: Any) -> Any:
        file = frame.f_code.co_filename
        if file.startswith(self._passed_over) or file in self._not_counted:
            return None
        if event in ("call", "line"):
            self._lines += 1
        return self._trace

    def _inside_not_counted(self) -> bool:
        frame: FrameType | None = sys._getframe(1) if self._not_counted else None
        while frame is not None:
            if frame.f_code.co_filename in self._not_counted:
                return True
            frame = frame.f_back
        return False


class _BoundedText(io.TextIOBase):
    """Keeps the first characters that are written and drops the rest."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept = 0
        self._parts: list[str] = []

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        part = text[: self._most - self._kept]
        if part:
            self._parts.append(part)
            self._kept += len(part)
        return len(text)

    def getvalue(self) -> str:
        return "".join(self._parts)
