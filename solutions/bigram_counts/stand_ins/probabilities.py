"""The rows by `torch.nn.functional.normalize`."""

import torch
from torch.nn.functional import normalize


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return normalize(counts.to(torch.float32) + smoothing, p=1.0, dim=1)
