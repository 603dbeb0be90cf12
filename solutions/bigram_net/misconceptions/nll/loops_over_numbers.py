"""How often does Python come round with 228,146 examples?

Seen: among the counted mistakes: the graph cut, here by `.item()` in the lecture's first form of the loss.
"""

import math

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    total = 0.0
    for i, y in enumerate(ys.tolist()):
        total -= math.log(probs[i, y].item())
    return torch.tensor(total / len(ys))
