"""Is anything added to the probabilities of a network?

Seen: expected rather than counted: the smoothing of the counting model carried over.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -(probs[torch.arange(len(ys)), ys] + 0.01).log().mean()
