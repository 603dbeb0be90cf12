"""What do the two axes of your curve stand for?

Plainer: Look at your picture as somebody does who has not read the code. What do the numbers below it and
beside it stand for? The docstring says what both axes get.

Seen: fastai's plot of the losses, reported for its missing labels:
https://github.com/fastai/fastai/issues/3963
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
