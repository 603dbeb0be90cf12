"""Is anything added to the probabilities before their logarithm is taken?

Plainer: Try bigrams that all have the probability 1: the loss should be exactly 0. Which line of yours adds
something on the way to the logarithm?

Seen: among published mistakes as a kind: the log of zero, here kept off by a number that is not small.
"""

import torch

AMOUNT = 0.01
FAMILY = {"AMOUNT": (0.000001, 0.00001, 0.0001, 0.001, 0.01, 0.1, 1.0)}


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -(probabilities[xs, ys] + AMOUNT).log().mean()
