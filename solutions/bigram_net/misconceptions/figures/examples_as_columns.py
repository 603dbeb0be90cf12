"""Is an example a row or a column of your image?

Plainer: Print the shape of `encoded` beside the shape of what you draw: rows and columns have changed places.
Which step of yours does that?

Seen: a question on Matplotlib's forum, answered by a transpose before `imshow`:
https://discourse.matplotlib.org/t/imshow-axis-not-natural/8653
"""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded.T)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
