"""The table is smoothed by the same number every time, even where none is asked for.

Seen: in published learners' code, as a kind: a parameter is accepted and ignored, here for a fixed + 1.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float() + 1
    return table / table.sum(dim=1, keepdim=True)
