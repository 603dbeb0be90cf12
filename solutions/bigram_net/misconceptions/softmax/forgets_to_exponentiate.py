"""Can a log-count be a count, if it is negative?

Seen: expected rather than counted: the logits taken for counts.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return logits / logits.sum(dim=1, keepdim=True)
