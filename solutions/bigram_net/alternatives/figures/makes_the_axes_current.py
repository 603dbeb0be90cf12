"""pyplot's functions, after the given axes were made the current ones."""

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    plt.sca(ax)
    plt.imshow(encoded, aspect="auto", interpolation="nearest")
    plt.colorbar()


def show_losses(losses: list[float], ax: Axes) -> None:
    plt.sca(ax)
    plt.plot(losses)
    plt.xlabel("step")
    plt.ylabel("mean negative log likelihood")
    plt.show()
