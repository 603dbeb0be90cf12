"""A mesh in place of an image, and a logarithmic axis for the losses."""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.pcolormesh(encoded)
    ax.invert_yaxis()


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.semilogy(losses)
    ax.set(xlabel="iteration", ylabel="loss")
