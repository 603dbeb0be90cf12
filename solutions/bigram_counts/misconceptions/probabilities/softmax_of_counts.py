"""Counts are counts already, not logarithms of them: what is there to exponentiate?

Seen: expected rather than counted: softmax is taken for the way to make any row sum to one.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return torch.softmax(counts.float() + smoothing, dim=1)
