"""The order of two steps matters: what is averaged, the probabilities or their logarithms?

Seen: among published learners' loss expressions: the logarithm of the mean.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs, ys].mean().log()
