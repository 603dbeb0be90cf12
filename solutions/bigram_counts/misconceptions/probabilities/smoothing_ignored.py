"""The second argument of the function has no influence on its result.

Plainer: Call your function on the same table with a smoothing of 0 and of 1: the results are equal. Search
your lines for `smoothing`.

Seen: in published learners' code, as a kind: a parameter is accepted and ignored.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float()
    return table / table.sum(dim=1, keepdim=True)
