"""The order of two steps matters: what is averaged, the probabilities or their logarithms?

Plainer: Take two bigrams with the probabilities 1/2 and 1/8, and work out by hand what the docstring's first
line says. Which of the two steps does it take first, and which one does yours?

Seen: among published learners' loss expressions: the logarithm of the mean.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs, ys].mean().log()
