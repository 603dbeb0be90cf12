"""The loss is measured in another unit here, by another logarithm than the natural one.

Plainer: Try a single bigram with the probability 1/2: its natural logarithm is -0.6931. What do you get, and
which function of yours takes the logarithm?

Seen: among published learners' loss expressions: log2; the lecture's next part draws log10.
"""

import torch

LOGARITHM = "log2"
FAMILY = {"LOGARITHM": ("log2", "log10")}


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -getattr(torch, LOGARITHM)(probabilities[xs, ys]).mean()
