"""Divides the transposed table, where the sums do line up without keepdim."""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    totals = counts.sum(dim=1).float() + smoothing * counts.shape[1]
    return ((counts.float() + smoothing).T / totals).T
