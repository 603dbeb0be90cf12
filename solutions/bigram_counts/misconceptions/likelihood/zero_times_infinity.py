"""Cells that no bigram asks for get into the sum: what is zero times the logarithm of zero?

Plainer: Print what you are about to add up, for a table with a 0 in it: `nan` is among it. Of which cells do
you take the logarithm, and of which ones does the docstring want it?

Seen: among published mistakes as a kind: the log of zero, here in cells that are masked out.
"""

import torch
from torch.nn.functional import one_hot


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    wanted = one_hot(ys, probabilities.shape[1])
    return -(wanted * probabilities.log()[xs]).sum(dim=1).mean()
