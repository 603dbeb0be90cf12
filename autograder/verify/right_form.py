"""Results with the form of right ones and none of their values.

Idle modules contain this text: it runs where student code does, without the engine.
"""

from __future__ import annotations

import copy
import functools
import random
import string
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor


class Filling(NamedTuple):
    """Replacements for a tensor and for a text, made from the right one."""

    tensor: Callable[[Tensor], Tensor]
    text: Callable[[str], str]


class CannotBeCopied(Exception):
    """An argument has no copy: axes, or a tensor with its graph."""


def of_right_form(function: Callable[..., Any], filled_with: str) -> Callable[..., Any]:
    """A function whose results have the form of another's; it leaves its arguments alone.

    Args:
        function: the right one, called on copies of the arguments. If there are no copies, the result
            is None.
        filled_with: one of `FILLINGS`.
    """
    filling = FILLINGS[filled_with]

    @functools.wraps(function)
    def idle(*arguments: Any, **keywords: Any) -> Any:
        try:
            arguments, keywords = copied(arguments), copied(keywords)
        except CannotBeCopied:
            return None
        return filled(function(*arguments, **keywords), filling)

    return idle


def copied(value: Any) -> Any:
    """A copy that shares nothing with a value.

    Raises:
        CannotBeCopied: there is none.
    """
    if isinstance(value, Tensor):
        if not value.is_leaf:
            raise CannotBeCopied
        same = value.detach().clone().requires_grad_(value.requires_grad)
        same.grad = None if value.grad is None else value.grad.detach().clone()
        return same
    if isinstance(value, torch.Generator):
        return torch.Generator().set_state(value.get_state())
    if type(value) in (list, tuple):
        return type(value)(copied(part) for part in value)
    if type(value) is dict:
        return {key: copied(part) for key, part in value.items()}
    try:
        return copy.deepcopy(value)
    except Exception:
        raise CannotBeCopied from None


def filled(value: Any, filling: Filling) -> Any:
    """A value with its numbers, texts and tensors replaced, and None in place of all else.

    Args:
        value: the right value.
        filling: gives the replacements.
    """
    if isinstance(value, Tensor):
        return filling.tensor(value.detach())
    if isinstance(value, bool | int | float):
        return type(value)(filling.tensor(torch.tensor(0 * value)).item())
    if isinstance(value, str):
        return filling.text(value)
    if type(value) in (list, tuple):
        return type(value)(filled(part, filling) for part in value)
    if isinstance(value, dict):
        parts = enumerate(value.items(), start=1)
        return {_made_up(key, number): filled(part, filling) for number, (key, part) in parts}
    return None


def _made_up(key: Any, number: int) -> Any:
    """A key of the same type that no right result has."""
    return -number if isinstance(key, int) else f"?{number}"


def _noise(like: Tensor) -> Tensor:
    """Normally distributed numbers; whole numbers from 0 to 9."""
    if like.dtype.is_floating_point or like.dtype.is_complex:
        return torch.randn(like.shape, dtype=like.dtype, generator=_NUMBERS)
    return torch.randint(10, like.shape, generator=_NUMBERS).to(like.dtype)


_NUMBERS = torch.Generator().manual_seed(0)
_LETTERS = random.Random(0)

FILLINGS = {
    "zeros": Filling(torch.zeros_like, lambda _like: ""),
    "ones": Filling(torch.ones_like, lambda _like: "a"),
    "noise": Filling(
        _noise, lambda like: "".join(_LETTERS.choice(string.ascii_lowercase) for _letter in like)
    ),
}
