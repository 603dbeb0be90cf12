"""At which end of the curve did the training begin?

Plainer: Print the first number that you draw, beside `losses[0]`: they differ. Which part of your line turns
the order round?

Seen: a history of metrics drawn with the newest at the left:
https://github.com/GoogleCloudPlatform/ml-testing-accelerators/issues/143
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses[::-1])
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
