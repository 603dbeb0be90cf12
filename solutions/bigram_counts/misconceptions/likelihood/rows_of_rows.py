"""What do the first square brackets give back, and what do the second ones choose from that?

Seen: not yet; thought of because `table[row][column]` is how a list of lists is read.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs][ys].log().mean()
