"""The counts above the line are smoothed, the sum below it is not: what do the rows sum to?

Seen: in published learners' code: smoothing is missing from the denominator.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return (counts.float() + smoothing) / counts.sum(dim=1, keepdim=True)
