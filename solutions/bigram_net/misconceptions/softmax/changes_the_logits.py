"""What do the caller's logits look like after the call?

Seen: a learner's softmax that subtracts, exponentiates and divides in the caller's array, which its course
allowed: AlanAnsell/cs224n-assignment1, q1_softmax.py.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp_()
    return counts / counts.sum(dim=1, keepdim=True)
