"""Is anything added to the counts of a network?

Seen: expected rather than counted: the smoothing of the counting model carried over.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp() + 1
    return counts / counts.sum(dim=1, keepdim=True)
