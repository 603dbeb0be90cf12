"""The number is right, but it has left torch: what type is asked for?

Seen: in published learners' code: `.item()` where a tensor is needed.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> float:
    return -probabilities[xs, ys].log().mean().item()
