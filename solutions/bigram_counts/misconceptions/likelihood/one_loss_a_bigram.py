"""Is the average one number, or one for each bigram?

Plainer: Print the shape of what you return: it has an entry for each bigram. The docstring's first word says
what makes one number of them.

Seen: among published learners' loss expressions: no mean at all.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs, ys].log()
