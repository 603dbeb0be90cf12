"""Does the curve go through the losses themselves?

Seen: a change that replaces the loss shown by its moving average:
https://github.com/kohya-ss/sd-scripts/pull/189
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(
        [sum(losses[max(0, i - 2) : i + 1]) / len(losses[max(0, i - 2) : i + 1]) for i in range(len(losses))]
    )
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
