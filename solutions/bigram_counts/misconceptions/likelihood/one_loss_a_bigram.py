"""Is the average one number, or one for each bigram?

Seen: among published learners' loss expressions: no mean at all.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs, ys].log()
