"""How do the eyes get from one loss to the next?

Plainer: Look at your picture: nothing joins the points. Compare what the docstring asks for with what the
method that you call on `ax` draws.

Seen: a student's assignment draws the losses by `plt.scatter`: ParthSareen/SYDE599_A1, main.py.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.scatter(range(len(losses)), losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
