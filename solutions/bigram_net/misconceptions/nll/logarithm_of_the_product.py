"""How large is the product of hundreds of probabilities, in a float?

Seen: among published mistakes as a kind: the log of zero, here by underflow.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].prod().log() / len(ys)
