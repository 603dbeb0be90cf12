"""Each column is divided by the sum of a row: which shape do the sums have when they meet the table?

Plainer: Print the shape of the sums beside that of the table. Section 3 of the README shows two shapes for
two numbers, one that meets the columns and one that meets the rows: which one is yours?

Seen: in published learners' code: keepdim is missing, and a square table raises no error.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts.float() + smoothing
    return smoothed / smoothed.sum(dim=1)
