"""torch's own encoding of a cast of the indices, cast by `type`."""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.one_hot(xs.long(), num_classes=num_classes).type(torch.FloatTensor)
