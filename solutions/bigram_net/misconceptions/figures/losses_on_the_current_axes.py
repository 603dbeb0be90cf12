"""On which axes does a function of `plt` draw your curve?

Plainer: Search `show_losses` for `plt.`: what stands behind it draws on the axes that happen to be current.
Which argument holds the axes that the caller has chosen?

Seen: not yet; thought of beside `draws_on_the_current_axes`: axes of one's own, made with `plt.subplots()`.
"""

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    plt.plot(losses)
    plt.xlabel("step")
    plt.ylabel("loss")
