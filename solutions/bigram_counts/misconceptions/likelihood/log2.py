"""The loss is measured in bits here, by another logarithm than the natural one.

Seen: among published learners' loss expressions: log2.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs, ys].log2().mean()
