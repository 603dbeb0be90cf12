"""Cells that no bigram asks for get into the sum: what is zero times the logarithm of zero?

Seen: among published mistakes as a kind: the log of zero, here in cells that are masked out.
"""

import torch
from torch.nn.functional import one_hot


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    wanted = one_hot(ys, probabilities.shape[1])
    return -(wanted * probabilities.log()[xs]).sum(dim=1).mean()
