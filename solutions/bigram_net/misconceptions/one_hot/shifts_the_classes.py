"""Which column stands for the class with index 0?

Plainer: Print the first row for `emma`: its index is 0, so its 1 belongs at the front. Which step of yours
changes the index on the way?

Seen: among the index maps of published code: a shift.
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return torch.eye(num_classes)[xs - 1]
