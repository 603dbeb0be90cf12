"""Which logarithm undoes `exp`?

Seen: the loss expression: log2.
"""

import torch

LOGARITHM = "log2"
FAMILY = {"LOGARITHM": ("log2", "log10")}


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -getattr(torch, LOGARITHM)(probs[torch.arange(len(ys)), ys]).mean()
