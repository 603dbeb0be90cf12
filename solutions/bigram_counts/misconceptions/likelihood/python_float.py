"""Your number has left torch: what type is asked for?

Plainer: Print the type of what you return: it is a number of Python's. Which step of yours takes it out of
its tensor?

Seen: in published learners' code: `.item()` where a tensor is needed.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> float:
    return -probabilities[xs, ys].log().mean().item()
