"""The probabilities are smoothed and normalised again; smoothing speaks of counts.

Plainer: Print one row just before the line that adds `smoothing`: it sums to 1 already, so there are no
counts in it any more. Look at the order of your steps.

Seen: a review asks why probabilities are smoothed and not counts:
https://github.com/getsentry/seer/issues/2167
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float()
    table = table / table.sum(dim=1, keepdim=True) + smoothing
    return table / table.sum(dim=1, keepdim=True)
