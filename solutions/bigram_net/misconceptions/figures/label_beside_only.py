"""What does your curve run along, from left to right?

Seen: expected rather than counted: one label forgotten.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    ax.set_ylabel("loss")
