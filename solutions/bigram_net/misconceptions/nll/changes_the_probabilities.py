"""What do the caller's probabilities look like after the call?

Seen: expected rather than counted: operations in place on what belongs to the caller.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs.log_()[torch.arange(len(ys)), ys].mean()
