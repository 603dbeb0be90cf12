"""One row alone has its 1: how often does each line of your loop run?

Plainer: Print the whole result for the five inputs of `emma`: four rows are empty. Which lines belong above
the loop, which in it, and which below it?

Seen: not yet; thought of because a line that stands too far to the right runs for each example.
"""

import torch

WHICH = "last"
FAMILY = {"WHICH": ("first", "last")}


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    encoded = torch.zeros(len(xs), num_classes)
    row = 0 if WHICH == "first" else len(xs) - 1
    encoded[row, xs[row]] = 1.0
    return encoded
