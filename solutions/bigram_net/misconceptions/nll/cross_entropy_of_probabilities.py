"""What does torch's own loss do with what it is given, before it takes the logarithm?

Seen: softmax applied twice: cross-entropy takes logits, not probabilities.
"""

import torch
import torch.nn.functional as F


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return F.cross_entropy(probs, ys)
