"""Over which dimension do the counts of one example run?

Plainer: Add up your result, first down the columns, then along the rows: which of the sums are all 1? Then
look at the dimension in your line that makes the totals.

Seen: the wrong dimension.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    return counts / counts.sum(dim=0, keepdim=True)
