"""Each row is divided by the total of a column: what does `dim` add up?

Plainer: Print what you divide by, for a table of two rows, and add up its first row by hand.

Seen: not yet; thought of as `missing_keepdim` after one more try: the shape is mended, the dimension is not.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts.float() + smoothing
    return smoothed / smoothed.sum(dim=0).unsqueeze(1)
