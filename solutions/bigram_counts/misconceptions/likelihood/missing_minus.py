"""A loss is better when it is lower: is yours, and can it be negative?

Plainer: Print your result for the bigrams of `emma` beside the 2.5138 of section 4 of the README: in what do
they differ? A logarithm of a number below 1 is negative.

Seen: among published learners' loss expressions: the sign.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return probabilities[xs, ys].log().mean()
