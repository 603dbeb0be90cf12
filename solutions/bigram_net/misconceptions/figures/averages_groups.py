"""How many points has your curve, and how many steps were there?

Plainer: Print how many numbers you draw, beside `len(losses)`: they are fewer. Which line of yours makes one
number of several losses?

Seen: the lecture's later part draws the means of groups of losses: karpathy/nn-zero-to-hero,
lectures/makemore/makemore_part5_cnn1.ipynb.
"""

import torch
from matplotlib.axes import Axes

GROUP = 10
FAMILY = {"GROUP": (2, 5, 10)}


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    whole = len(losses) // GROUP * GROUP
    ax.plot(torch.tensor(losses[:whole]).view(-1, GROUP).mean(dim=1))
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
