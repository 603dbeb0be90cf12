"""Scales the rows by a diagonal matrix from the left."""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts + torch.full(counts.shape, smoothing)
    return torch.diag(1 / smoothed.sum(dim=1)) @ smoothed
