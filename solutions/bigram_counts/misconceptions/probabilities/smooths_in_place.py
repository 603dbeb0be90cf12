"""The table that the caller holds has changed after the call, and it holds whole numbers alone.

Plainer: Print the table of the caller before and after a call with a smoothing of 1: it has changed. Which
line of yours writes into `counts` itself?

Seen: a review asks for `x = x +` rather than `x +=`, which modifies the input tensor:
https://github.com/balbasty/cornucopia/pull/13
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    counts += int(smoothing)
    table = counts.float()
    return table / table.sum(dim=1, keepdim=True)
