"""Exercise 7: look at what the network takes in, and at how it learns."""

import torch
from matplotlib.axes import Axes


def show_one_hot(encoded: torch.Tensor, ax: Axes) -> None:
    """Draw the encoded examples as an image, one example a row.

    For `emma` that is a picture of 5 rows and 27 columns with one bright cell in each row.

    Look out: the caller chooses the axes. What is drawn through `plt` lands on whichever axes
    happen to be current.

    Args:
        encoded: the one-hot rows, of shape (n, V) and dtype float32.
        ax: the axes to draw on.
    """
    raise NotImplementedError("exercise figures: your code goes here")


def show_losses(losses: list[float], ax: Axes) -> None:
    """Draw the losses as one line, in the order in which training gave them.

    For `emma` with learning rate 0.1 the line starts at 3.769 and falls a little with every step.

    Look out: a curve says nothing to somebody who does not know what its two axes are.

    Args:
        losses: the loss of each step.
        ax: the axes to draw on; both of their axes get a label.
    """
    raise NotImplementedError("exercise figures: your code goes here")
