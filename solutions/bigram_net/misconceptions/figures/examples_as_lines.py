"""Is a picture of rows and columns made of lines?

Plainer: Look at your picture of the examples: it has curves. The docstring says how many rows and columns
of cells it should have, and section 7 of the README what draws cells.

Seen: not yet; thought of because the other function draws with `plot`.
"""

import torch
from matplotlib.axes import Axes

TURNED = False
FAMILY = {"TURNED": (False, True)}


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.plot(encoded.T if TURNED else encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses)
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
