"""On which axes does a function of `plt` draw?

Plainer: Search your lines for `plt.`: what stands behind it draws on the axes that happen to be current.
Which argument holds the axes that the caller has chosen?

Seen: a published function that was given an `ax` and drew through `plt`:
https://github.com/nschloe/matplotx/pull/40
"""

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    plt.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    plt.plot(losses)
    plt.xlabel("step")
    plt.ylabel("loss")
