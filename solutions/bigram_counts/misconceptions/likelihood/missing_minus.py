"""A loss is better when it is lower: is yours, and can it be negative?

Seen: among published learners' loss expressions: the sign.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return probabilities[xs, ys].log().mean()
