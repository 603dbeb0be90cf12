"""The average is that of the probabilities; the logarithm has been left out.

Seen: expected rather than counted: the step that makes a likelihood a loss is forgotten.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs, ys].mean()
