"""What dtype do the weights have that these rows are multiplied with?

Plainer: Print the `dtype` of your result: it is int64. Section 2 of the README says that you cannot ask the
function for another one; look for a way to change what it gives you.

Seen: the most frequent mistake of all: torch says that m1 and m2 should have the same dtype.
"""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.one_hot(xs, num_classes=num_classes)
