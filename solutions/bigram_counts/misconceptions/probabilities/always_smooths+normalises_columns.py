"""Seen: two frequent mistakes at once: the lecture's own `(N + 1).float()`, with one of the known slips in
the line below it.
"""

import torch

AMOUNT = 1
FAMILY = {"AMOUNT": (0.01, 0.1, 1)}


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float() + AMOUNT
    return table / table.sum(dim=0, keepdim=True)
