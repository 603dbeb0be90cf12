"""The table that the caller holds has changed after the call, and it holds whole numbers alone.

Seen: expected rather than counted: `+=` on the argument.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    counts += int(smoothing)
    table = counts.float()
    return table / table.sum(dim=1, keepdim=True)
