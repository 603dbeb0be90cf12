"""The probabilities take twice the memory that was asked for: look at their dtype.

Seen: expected rather than counted: counts are made double before the division.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.double() + smoothing
    return table / table.sum(dim=1, keepdim=True)
