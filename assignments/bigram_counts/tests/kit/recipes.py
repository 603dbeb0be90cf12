"""Arguments that cannot be sent to another process, as instructions to make them there.

A generator, Matplotlib axes or a loss with its graph exist only in the process that uses them. A
test passes one of these recipes instead, and the process that runs the function carries it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch


ELSEWHERE = "not the axes that were asked for"
"""The name of the figure that is pyplot's current one, while a function draws on others."""


@dataclass(frozen=True)
class Generator:
    """A fresh `torch.Generator` with this seed."""

    seed: int


@dataclass(frozen=True)
class Axes:
    """Fresh, empty Matplotlib axes, which are not pyplot's current ones."""


@dataclass(frozen=True)
class Made:
    """What the function `name` of the assignment's `recipes.py` makes.

    Its arguments are the call's own arguments before this one, then `extra`: in
    `student.gradient_step(weights, Made("loss_of", xs, ys), 0.1)` the recipe is called as
    `loss_of(weights, xs, ys)` and so builds its graph on the very tensor that the student gets.
    """

    name: str
    extra: tuple[Any, ...]

    def __init__(self, name: str, *extra: Any) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "extra", extra)


Recipe = Generator | Axes | Made
Makers = Mapping[str, Callable[..., Any]]


def carry_out(recipe: Recipe, earlier: Sequence[Any], makers: Makers) -> Any:
    """Make the argument that a recipe stands for, given the arguments before it."""
    match recipe:
        case Generator(seed):
            return torch.Generator().manual_seed(seed)
        case Axes():
            return _fresh_axes()
        case Made(name, extra):
            return makers[name](*earlier, *extra)


def _fresh_axes() -> Any:
    import matplotlib.pyplot as plt

    _figure, axes = plt.subplots()
    # Pyplot's current figure is the one made last: what is drawn there by mistake does not count.
    plt.figure(ELSEWHERE)
    return axes
