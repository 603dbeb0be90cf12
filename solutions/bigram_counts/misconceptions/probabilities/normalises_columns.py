"""It is the columns that sum to one here; which sum goes with what follows one character?

Seen: in published learners' code: the wrong dimension.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts.float() + smoothing
    return smoothed / smoothed.sum(dim=0, keepdim=True)
