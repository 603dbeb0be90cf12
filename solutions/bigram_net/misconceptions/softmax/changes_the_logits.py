"""What do the caller's logits look like after the call?

Plainer: Print the caller's logits before and after the call: they have changed. Which line of yours writes
into them? Methods whose name ends in `_` do, and so do signs such as `-=`.

Seen: a learner's softmax that subtracts, exponentiates and divides in the caller's array, which its course
allowed: AlanAnsell/cs224n-assignment1, q1_softmax.py.
"""

import torch

SHIFTS = False
FAMILY = {"SHIFTS": (False, True)}


def softmax(logits: torch.Tensor) -> torch.Tensor:
    if SHIFTS:
        logits -= logits.max(dim=1, keepdim=True).values
    counts = logits.exp() if SHIFTS else logits.exp_()
    return counts / counts.sum(dim=1, keepdim=True)
