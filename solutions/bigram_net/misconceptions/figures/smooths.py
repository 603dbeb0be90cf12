"""Does the curve go through the losses themselves?

Plainer: Print the first few numbers that you draw, beside the first few losses: each of yours is made of
several. Which line of yours does that?

Seen: a change that replaces the loss shown by its moving average:
https://github.com/kohya-ss/sd-scripts/pull/189
"""

import torch
from matplotlib.axes import Axes

WINDOW = 3
FAMILY = {"WINDOW": (2, 3, 5, 10)}


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    windows = [losses[max(0, end - WINDOW) : end] for end in range(1, len(losses) + 1)]
    ax.plot([sum(window) / len(window) for window in windows])
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
