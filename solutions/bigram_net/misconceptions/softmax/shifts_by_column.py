"""Which largest log-count may be subtracted without a change: that of the row, or that of the column?

Seen: expected rather than counted: the wrong dimension, here in the stable form.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = (logits - logits.max(dim=0, keepdim=True).values).exp()
    return counts / counts.sum(dim=1, keepdim=True)
