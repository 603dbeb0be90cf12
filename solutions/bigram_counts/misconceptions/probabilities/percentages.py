"""What do the numbers of one row add up to?

Plainer: Print the sums of your rows. What does the docstring say that they should be, and which number of
yours makes more of it?

Seen: not yet; thought of because people speak of chances in percent.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float() + smoothing
    return 100 * table / table.sum(dim=1, keepdim=True)
