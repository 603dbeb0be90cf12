"""How many rows has your image, and how many examples are there?

Plainer: Print the shape of `encoded` beside the shape of what you draw: only one row is left. Which step of
yours adds the rows up?

Seen: a user's question why published code adds up its one-hot rows, where one for each position was expected:
https://github.com/frederikkemarin/BEND/issues/65
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded.sum(dim=0, keepdim=True))


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
