"""Sums without keepdim and puts the dimension back by an index."""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = torch.add(counts, smoothing).to(torch.float32)
    return smoothed / smoothed.sum(-1)[:, None]
