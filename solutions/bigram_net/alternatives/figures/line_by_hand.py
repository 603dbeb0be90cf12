"""A sparsity picture, and a line that is added as an artist."""

import torch
from matplotlib.axes import Axes
from matplotlib.lines import Line2D


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.spy(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.add_line(Line2D(range(len(losses)), losses))
    ax.autoscale()
    ax.xaxis.set_label_text("step")
    ax.yaxis.set_label_text("loss")
