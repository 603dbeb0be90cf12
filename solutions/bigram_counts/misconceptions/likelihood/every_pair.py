"""Every first character meets every second one: how many cells do n bigrams ask for?

Plainer: Print the shape of what you take the logarithm of, for five bigrams. How many numbers should it
hold?

Seen: among published learners' loss expressions: `probs[:, ys]`, here behind the rows of the first
characters.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs][:, ys].log().mean()
