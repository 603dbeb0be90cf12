"""Which line of `show_one_hot` draws something on `ax`?

Plainer: Go through the lines of `show_one_hot` one by one: which of them hands `encoded` to a method of `ax`?
A title alone is no picture.

Seen: not yet; thought of beside `draws_on_the_current_axes`: the matrix is printed, or not drawn yet.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    pass


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
