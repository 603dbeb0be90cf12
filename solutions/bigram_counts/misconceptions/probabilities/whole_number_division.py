"""What is three divided by four, if both have to stay whole?

Seen: a published accuracy that integer division made 0, found in review:
https://github.com/qubvel-org/segmentation_models.pytorch/issues/174
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts + smoothing
    return smoothed // smoothed.sum(dim=1, keepdim=True)
