"""Which counts does smoothing raise?

Plainer: Print the counts before you divide, once without smoothing and once with 1. Which of them have
changed?

Seen: not yet; thought of because the zeros are what smoothing is there for.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float()
    table[table == 0] = smoothing
    return table / table.sum(dim=1, keepdim=True)
