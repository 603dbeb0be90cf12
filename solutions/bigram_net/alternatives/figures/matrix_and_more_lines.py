"""`matshow`, and a line of reference, a grid, a title and a legend besides the losses."""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.matshow(encoded, cmap="Blues")
    ax.set_title("one-hot")


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.axhline(2.454, linestyle="--", label="counting")
    ax.plot(range(1, len(losses) + 1), losses, "o-", label="gradient descent")
    ax.set_xlabel("Steps")
    ax.set_ylabel("Loss")
    ax.set_title("Learning")
    ax.grid(True)
    ax.legend()
