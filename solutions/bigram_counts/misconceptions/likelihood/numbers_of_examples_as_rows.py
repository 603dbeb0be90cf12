"""Which row of this table belongs to the third bigram: row 2?

Plainer: Print the row numbers that you use for the bigrams of `emma`: 0 1 2 3 4. A row of this table is a
character: which argument says which character comes first in each bigram?

Seen: the lecture's `probs[torch.arange(n), ys]`, which is for a network's probabilities, used on the table
of counts.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[torch.arange(len(ys)), ys].log().mean()
