"""Lets torch divide each row by its 1-norm."""

import torch
from torch.nn.functional import normalize


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return normalize(counts.float() + smoothing, p=1, dim=1)
