"""Every count of a row has grown: by how much has their sum?

Plainer: Take the row 0 0 1 0 and a smoothing of 1: write down the four raised counts, and add them up. Then
print what your function divides by.

Seen: a question on n-grams asks why not just 1 is added below (devhide.com, number 76882664).
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return (counts.float() + smoothing) / (counts.sum(dim=1, keepdim=True) + smoothing)
