"""Do all examples have a say in the loss?

Seen: `arange(5)` kept for 228,146 rows, silenced by shortening the labels.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys[:5])), ys[:5]].log().mean()
