"""Which numbers should one read off at the side of your curve?

Seen: expected rather than counted: a logarithm of the values, where a logarithmic axis is meant.
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(torch.tensor(losses).log())
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
