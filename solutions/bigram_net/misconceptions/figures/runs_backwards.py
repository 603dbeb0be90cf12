"""At which end of the curve did the training begin?

Seen: expected rather than counted: the order of the losses.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses[::-1])
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
