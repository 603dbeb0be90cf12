"""Normalises one row after the other and stacks them."""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    rows = [row.to(torch.float32) + smoothing for row in counts]
    return torch.stack([row / row.sum() for row in rows])
