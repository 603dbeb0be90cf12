"""How often does Python come round with 228,146 examples?

Plainer: You visit row 0 at column 5, row 1 at column 13 and so on, one after the other. Write all these rows
into one list and all columns into another: an index may be many numbers at once.

Seen: among the counted mistakes: the graph cut, here by `.item()` in the lecture's first form of the loss.
"""

import math

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    total = 0.0
    for i, y in enumerate(ys.tolist()):
        total -= math.log(probs[i, y].item())
    return torch.tensor(total / len(ys))
