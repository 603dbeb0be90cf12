"""Counts are positive, but what else is true of probabilities?

Plainer: Print the sums of your rows: they are not 1. Section 4 of the README speaks of two steps; which one
is still to come?

Seen: a published `softmax` that returned `np.exp(x)` before the division was added to it:
BeatCraft/LDNN, core.py at 14d3757.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return logits.exp()
