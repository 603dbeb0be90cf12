"""What is three divided by four, if both have to stay whole?

Plainer: Print one row before and after the division: nothing is left behind the point. Python has two signs
for a division; look up what each of them does with the decimals.

Seen: a published accuracy that integer division made 0, found in review:
https://github.com/qubvel-org/segmentation_models.pytorch/issues/174
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts + smoothing
    return smoothed // smoothed.sum(dim=1, keepdim=True)
