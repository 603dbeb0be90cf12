"""What do the caller's logits look like after the call?

Seen: expected rather than counted: operations in place on what belongs to the caller.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp_()
    return counts / counts.sum(dim=1, keepdim=True)
