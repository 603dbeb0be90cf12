"""Computes in float64, divides in place and rounds at the end."""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.double() + smoothing
    table /= table.sum(1, keepdim=True)
    return table.float()
