"""Right, but it sleeps until a window would be there, and shows it."""

import time

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)
    time.sleep(0.1)
    plt.show()


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
    time.sleep(0.1)
    plt.show()
