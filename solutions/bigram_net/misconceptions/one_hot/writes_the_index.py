"""What is the largest number that may stand in a one-hot row?

Seen: expected rather than counted: the index stored, where a one is meant.
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    encoded = torch.zeros(len(xs), num_classes)
    encoded[torch.arange(len(xs)), xs] = xs.float()
    return encoded
