"""Which line of `show_losses` draws something on `ax`?

Plainer: Go through the lines of `show_losses` one by one: which of them hands `losses` to a method of `ax`?
Labels alone are no picture.

Seen: not yet; thought of beside `draws_on_the_current_axes`: the numbers are printed, or not drawn yet.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
