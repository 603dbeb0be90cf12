"""What does the height of your curve stand for?

Plainer: Count the labels that you set: the docstring asks for one on both axes. Which of the two is still
without?

Seen: a published plot of the loss with `plt.xlabel` alone: Rcrossmeister/DES-PSP, utils/plotter.py.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    ax.set_xlabel("step")
