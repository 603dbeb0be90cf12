"""How do the eyes get from one loss to the next?

Seen: expected rather than counted: dots in place of a line.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.scatter(range(len(losses)), losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
