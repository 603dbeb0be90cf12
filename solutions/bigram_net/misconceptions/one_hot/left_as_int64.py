"""What dtype do the weights have that these rows are multiplied with?

Seen: the most frequent mistake of all: torch says that m1 and m2 should have the same dtype.
"""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.one_hot(xs, num_classes=num_classes)
