"""What does your curve run along, from left to right?

Plainer: Count the labels that you set: the docstring asks for one on both axes. Which of the two is still
without?

Seen: a reader asks what a published loss curve runs along:
https://github.com/Kyubyong/transformer/issues/125
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    ax.set_ylabel("loss")
