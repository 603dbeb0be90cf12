"""Which numbers should one read off at the side of your curve?

Plainer: Print the first number that you draw, beside `losses[0]`: they differ. Which line of yours changes
the losses before they are drawn?

Seen: the lecture's next part plots `loss.log10()` itself: karpathy/nn-zero-to-hero,
lectures/makemore/makemore_part2_mlp.ipynb.
"""

import torch
from matplotlib.axes import Axes

LOGARITHM = "log10"
FAMILY = {"LOGARITHM": ("log", "log2", "log10")}


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(getattr(torch, LOGARITHM)(torch.tensor(losses)))
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
