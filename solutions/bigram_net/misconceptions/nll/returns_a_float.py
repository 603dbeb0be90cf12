"""What can a backward pass start from?

Plainer: Print the type of what you return: it is a number of Python's, and no gradient can flow back from it.
Which step of yours takes it out of its tensor?

Seen: among the most frequent: the graph cut by `.item()`.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].log().mean().item()
