"""How long does this take with 228,146 examples?

Seen: expected rather than counted: the lecture's first form of the loss, kept.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    total = torch.zeros(())
    for i in range(len(ys)):
        total = total - probs[i, ys[i]].log()
    return total / len(ys)
