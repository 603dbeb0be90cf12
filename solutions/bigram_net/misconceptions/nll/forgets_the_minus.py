"""Should a good network have a high or a low loss?

Seen: the loss expression: the sign.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return probs[torch.arange(len(ys)), ys].log().mean()
