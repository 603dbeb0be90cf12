"""Which of the two lists runs from left to right?

Plainer: Look at the order of what you hand to the line that draws the curve: what comes first runs from left
to right, what comes second runs upwards. Which of the two should the losses be?

Seen: not yet; thought of beside the labels that are missing.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses, range(len(losses)))
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
