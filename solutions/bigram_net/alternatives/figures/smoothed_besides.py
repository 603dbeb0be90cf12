"""A smoothed curve drawn first, the losses on top of it."""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.pcolor(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    smooth = [
        sum(losses[max(0, i - 4) : i + 1]) / len(losses[max(0, i - 4) : i + 1]) for i in range(len(losses))
    ]
    ax.plot(smooth, alpha=0.5)
    ax.step(range(len(losses)), losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
    return ax
