"""What does torch's own loss do with what it is given, before it takes the logarithm?

Plainer: The loss of torch's that you call expects logits, and makes probabilities of them itself: so that
happens twice. The paragraph “Write” in section 5 of the README lists the steps to take instead.

Seen: softmax applied twice: cross-entropy takes logits, not probabilities.
"""

import torch
import torch.nn.functional as F


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return F.cross_entropy(probs, ys)
