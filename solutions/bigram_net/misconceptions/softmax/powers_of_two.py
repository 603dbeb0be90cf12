"""To which base are these logarithms of counts?

Seen: expected rather than counted: another base, as with `log2` in the loss.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = 2.0**logits
    return counts / counts.sum(dim=1, keepdim=True)
