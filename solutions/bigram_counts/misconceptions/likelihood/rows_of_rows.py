"""What do the first square brackets give back, and what do the second ones choose from that?

Plainer: Print the shape after your first square brackets for a few bigrams: these are whole rows, one for
each bigram. The second brackets choose among the rows again, not within them.

Seen: not yet; thought of because `table[row][column]` is how a list of lists is read.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs][ys].log().mean()
