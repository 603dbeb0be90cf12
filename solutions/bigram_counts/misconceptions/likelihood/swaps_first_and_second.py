"""Each cell is read with its indices the wrong way round: what does a row of the table stand for?

Seen: expected rather than counted: the table is read as (second, first).
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[ys, xs].log().mean()
