"""The rows are taken in the order of the bigrams, but they belong to characters.

Seen: expected rather than counted: `torch.arange(n)` belongs to the net, whose rows are examples.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[torch.arange(len(ys)), ys].log().mean()
