"""The probabilities take twice the memory that was asked for: look at their dtype.

Plainer: Print the `dtype` after each of your lines: in one of them it becomes float64. The docstring asks
under “Returns” for another one.

Seen: a beginner's question, where `.double()` data met float32 weights:
https://github.com/pytorch/pytorch/issues/15436
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.double() + smoothing
    return table / table.sum(dim=1, keepdim=True)
