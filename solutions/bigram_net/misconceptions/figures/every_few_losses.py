"""Are all losses on the curve?

Plainer: Print how many numbers you draw, beside `len(losses)`: they are fewer. Which part of your line leaves
the others out?

Seen: a learner's training keeps and plots every hundredth cost:
Srijan2001/Deep-Neural-Network-Image-Classifier, Classifier.py.
"""

import torch
from matplotlib.axes import Axes

EACH = 10
FAMILY = {"EACH": (2, 3, 5, 10)}


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    ax.imshow(encoded)


def show_losses(losses: list[float], ax: Axes) -> None:
    ax.plot(losses[::EACH])
    ax.set_xlabel("step")
    ax.set_ylabel("loss")
