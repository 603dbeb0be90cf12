"""The counts above the line are smoothed, the sum below it is not: what do the rows sum to?

Plainer: Print the sums of your rows with a smoothing of 1: they are too large. Look at what you divide by:
are these the sums of the counts as they came, or of the raised ones?

Seen: in published learners' code: smoothing is missing from the denominator.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return (counts.float() + smoothing) / counts.sum(dim=1, keepdim=True)
