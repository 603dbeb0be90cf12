"""`//` drops what comes after the point: what is left of three quarters?

Plainer: Print one row before and after the division: three quarters become 0. Python has two signs for a
division; look up what each of them does with the decimals.

Seen: as `whole_number_division`, here where the counts are whole numbers, so that all of the table is.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts + int(smoothing)
    return smoothed // smoothed.sum(dim=1, keepdim=True)
