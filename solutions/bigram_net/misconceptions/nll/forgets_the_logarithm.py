"""How much worse is one in a million than one in a hundred, as a guess for what really came next?

Seen: expected rather than counted: the logarithm left out.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].mean()
