"""Over which dimension do the counts of one example run?

Seen: the wrong dimension.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    return counts / counts.sum(dim=0, keepdim=True)
