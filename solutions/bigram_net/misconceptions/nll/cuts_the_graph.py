"""Does torch still know how the loss came from the probabilities?

Seen: among the most frequent: the graph cut by `.data`, `.detach()` or numpy.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs.data[torch.arange(len(ys)), ys].log().mean()
