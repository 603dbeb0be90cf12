"""Is what you draw the whole matrix?

Seen: expected rather than counted: a curve of the classes in place of the image.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.plot(encoded.argmax(dim=1))


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
