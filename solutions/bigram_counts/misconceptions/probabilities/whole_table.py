"""The table as a whole sums to one, not each of its rows: the first character is already known.

Plainer: Print what you divide by: it is one number for the whole table. How many rows are there, and how many
sums does that take?

Seen: in published learners' code: `counts / counts.sum()`, which a test with one row lets pass.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts.float() + smoothing
    return smoothed / smoothed.sum()
