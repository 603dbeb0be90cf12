"""What does the backward pass of `exp` still need after you have overwritten it?

Seen: expected rather than counted: an operation in place on a value that the backward pass needs.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    counts /= counts.sum(dim=1, keepdim=True)
    return counts
