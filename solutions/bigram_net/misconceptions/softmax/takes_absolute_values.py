"""Which function turns a log-count into a count?

Seen: a learner asks why softmax exponentiates, and the answer warns of absolute values:
https://discuss.codingblocks.com/t/why-the-exponent-function-is-used-in-softmax/85819
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.abs()
    return counts / counts.sum(dim=1, keepdim=True)
