"""On which axes does a function of `plt` write?

Plainer: Search your lines for `plt.`: what stands behind it writes on the axes that happen to be current.
Which argument holds the axes that the caller has chosen?

Seen: not yet; thought of because the lecture labels its pictures through `plt`.
"""

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    plt.xlabel("step")
    plt.ylabel("loss")
