"""What becomes of a smoothing of a quarter in your function?

Plainer: Print `smoothing` as it comes in and what you add to the counts, for a smoothing of 0.25: the two
differ.

Seen: not yet; thought of because counts are whole numbers, and what is added to them is then made one.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = (counts + int(smoothing)).float()
    return table / table.sum(dim=1, keepdim=True)
