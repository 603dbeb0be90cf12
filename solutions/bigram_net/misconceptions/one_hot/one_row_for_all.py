"""How many examples went in, and how many rows came out?

Seen: expected rather than counted: the ones of all examples in a single row.
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    encoded = torch.zeros(num_classes)
    encoded[xs] = 1.0
    return encoded
