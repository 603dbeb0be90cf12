"""Which logarithm undoes `exp`?

Plainer: Try examples whose label got 1/2 each: the docstring says that the loss is 0.6931. What is yours, and
which function of yours takes the logarithm?

Seen: the loss expression: log2.
"""

import torch

LOGARITHM = "log2"
FAMILY = {"LOGARITHM": ("log2", "log10")}


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -getattr(torch, LOGARITHM)(probs[torch.arange(len(ys)), ys]).mean()
