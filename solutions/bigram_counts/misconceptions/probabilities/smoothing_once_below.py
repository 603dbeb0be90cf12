"""Every count of a row has grown: by how much has their sum?

Seen: expected rather than counted: the neighbour of smoothing missing from the denominator, which is
seen.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return (counts.float() + smoothing) / (counts.sum(dim=1, keepdim=True) + smoothing)
