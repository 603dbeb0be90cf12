"""The totals by a matrix product with ones, their inverses as factors."""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    totals = counts @ torch.ones(logits.shape[1], 1)
    return counts * totals.pow(-1)
