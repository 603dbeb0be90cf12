"""Smoothing comes too late here: it is for counts, and these are probabilities already.

Seen: expected rather than counted: the rows are normalised first.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float()
    return table / table.sum(dim=1, keepdim=True) + smoothing
