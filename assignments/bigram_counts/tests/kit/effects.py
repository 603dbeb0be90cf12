"""Side effects of a call: on its arguments, on earlier results, on torch's settings."""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor

from .objects import Held, tensor_of
from .random_states import in_a_call

SETTINGS = ("default dtype", "gradient mode")
"""The settings of torch that a call must leave as they are."""

DEPTH_MOST = 4
KEPT_RESULTS = 4
KEPT_MOST = 2**16
"""The size, in numbers and entries, up to which a result is kept to see whether a later call changes it."""

NEVER_CHANGED = (bool, int, float, complex, str, bytes)
"""Types whose values are compared: an equal one in the place of another is no change."""


def duplicate(value: Any) -> Any:
    """A copy that shares nothing but the objects that are held here.

    Tensors keep `requires_grad` and `grad`, and become leaves.
    """
    if isinstance(value, Tensor):
        copied = value.detach().clone().requires_grad_(value.requires_grad)
        if isinstance(value, torch.nn.Parameter):
            copied = torch.nn.Parameter(copied, value.requires_grad)
        if value.is_leaf and value.grad is not None:
            copied.grad = value.grad.detach().clone()
        return copied
    if isinstance(value, Held):
        return value.key
    if type(value) in (list, tuple):
        return type(value)(duplicate(part) for part in value)
    if isinstance(value, dict):
        # A state dict is a dict of its own type, and has tensors that copy.deepcopy refuses.
        twin = copy.copy(value)
        twin.clear()
        twin.update(
            (key.key if isinstance(key, Held) else key, duplicate(part)) for key, part in value.items()
        )
        return twin
    return copy.deepcopy(value)


def same_but_for_its_gradient(before: Any, after: Any) -> bool:
    """Whether a tensor is still the same, whatever its `.grad` holds; False for other values.

    Args:
        before: an earlier copy.
        after: the value now.
    """
    return (
        isinstance(before, Tensor)
        and isinstance(after, Tensor)
        and before.requires_grad == after.requires_grad
        and _same_numbers(before, after)
    )


def same(before: Any, after: Any) -> bool:
    """Whether a value is still the same to the bit; a tensor also in its flag and its gradient.

    Args:
        before: an earlier copy.
        after: the value now.
    """
    if isinstance(before, Tensor):
        return same_but_for_its_gradient(before, after) and same(_gradient(before), _gradient(after))
    if isinstance(before, list | tuple):
        return (
            type(before) is type(after)
            and len(before) == len(after)
            and all(same(a, b) for a, b in zip(before, after, strict=True))
        )
    if isinstance(before, dict):
        return (
            type(before) is type(after)
            and before.keys() == after.keys()
            and all(same(before[key], after[key]) for key in before)
        )
    if type(before).__module__ == "numpy":
        return type(before) is type(after) and _same_numbers(tensor_of(before), tensor_of(after))
    return type(before) is type(after) and bool(before == after)


def hooked(arguments: Sequence[Any]) -> frozenset[int]:
    """The positions of the arguments with a hook on a tensor; fresh copies have none."""
    return frozenset(
        position for position, argument in enumerate(arguments) if any(map(_is_hooked, _tensors_in(argument)))
    )


def sharing(result: Any, arguments: Sequence[Any]) -> frozenset[int]:
    """The positions of the arguments that share memory with the result, or are the result."""
    memory = set(_memory_of(result))
    return frozenset(
        position for position, argument in enumerate(arguments) if memory & set(_memory_of(argument))
    )


class History:
    """What shows side effects of a module's calls: its latest results, and torch's settings before the first.

    Create it after the import: settings that the module itself switches are no call's doing.
    """

    def __init__(self) -> None:
        self._settings = _settings()
        self._results: deque[tuple[Any, Any]] = deque(maxlen=KEPT_RESULTS)

    def keep(self, result: Any) -> None:
        """Keep a result beside a copy, unless it is large."""
        if 0 < _size(result) <= KEPT_MOST:
            self._results.append((_copied(result), result))

    def is_overwritten(self) -> bool:
        """Whether a kept result has changed."""
        return not all(_is_still(copied, result) for copied, result in self._results)

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Run what is within with the settings for calls, and go on with those of now: a test has its own."""
        own = _settings()
        _switch(self._settings)
        try:
            with in_a_call():
                yield
        finally:
            _switch(own)

    def switched_back(self) -> frozenset[str]:
        """Switches torch's settings back for the next call, and names those that a call left switched."""
        now = _settings()
        _switch(self._settings)
        return frozenset(name for name, value in self._settings.items() if now[name] != value)


def _settings() -> dict[str, Any]:
    values = torch.get_default_dtype(), torch.is_grad_enabled()
    return dict(zip(SETTINGS, values, strict=True))


def _switch(settings: Mapping[str, Any]) -> None:
    dtype, mode = settings.values()
    torch.set_default_dtype(dtype)
    torch.set_grad_enabled(mode)


def _size(value: Any, depth: int = 0) -> int:
    """The number of numbers and entries in a value's tensors and containers."""
    if _is_plain_tensor(value):
        return int(value.numel())
    if type(value) not in (list, tuple, dict) or depth >= DEPTH_MOST:
        return 0
    parts = value.values() if type(value) is dict else value
    size = len(value)
    for part in parts if size <= KEPT_MOST else ():
        size += _size(part, depth + 1)
    return size


def _copied(value: Any, depth: int = 0) -> Any:
    """A copy of tensors and containers; other values are shared."""
    if _is_plain_tensor(value):
        return value.detach().clone()
    if depth < DEPTH_MOST and type(value) in (list, tuple):
        return type(value)([_copied(part, depth + 1) for part in value])
    if depth < DEPTH_MOST and type(value) is dict:
        return {key: _copied(part, depth + 1) for key, part in value.items()}
    return value


def _is_still(copied: Any, value: Any) -> bool:
    """Whether a value still equals its copy; what else may stand in its place by now is something else."""
    if copied is value:
        return True
    if _is_plain_tensor(copied):
        return _is_plain_tensor(value) and _same_numbers(copied, value)
    if type(copied) is not type(value):
        return False
    if type(copied) in (list, tuple):
        return len(copied) == len(value) and all(map(_is_still, copied, value))
    if type(copied) is dict:
        return copied.keys() == value.keys() and all(_is_still(copied[key], value[key]) for key in copied)
    # Not by `==`, which for another type is the student's code.
    return type(copied) in NEVER_CHANGED and bool(copied == value)


def _same_numbers(before: Tensor, after: Tensor) -> bool:
    before, after = before.detach(), after.detach()
    if before.dtype != after.dtype or before.shape != after.shape:
        return False
    return torch.equal(before, after) or torch.allclose(before, after, rtol=0, atol=0, equal_nan=True)


def _gradient(tensor: Tensor) -> Tensor | None:
    return tensor.grad if tensor.is_leaf else None


def _is_hooked(tensor: Tensor) -> bool:
    # torch has no public way to list a tensor's hooks.
    return bool(tensor._backward_hooks) or bool(getattr(tensor, "_post_accumulate_grad_hooks", None))


def _tensors_in(value: Any, depth: int = 0) -> Iterator[Tensor]:
    """The plain tensors of a value, down to a depth limit: a list may hold itself."""
    if _is_plain_tensor(value):
        yield value
    elif type(value) in (list, tuple) and depth < DEPTH_MOST:
        for part in value:
            yield from _tensors_in(part, depth + 1)


def _is_plain_tensor(value: Any) -> bool:
    kinds = (Tensor, torch.nn.Parameter)
    return type(value) in kinds and value.layout == torch.strided and value.device.type == "cpu"


def _memory_of(value: Any) -> Iterator[int]:
    """Addresses of tensors and containers."""
    if type(value) in (list, dict):
        yield id(value)
    for tensor in _tensors_in(value):
        if tensor.numel():
            yield tensor.untyped_storage().data_ptr()
