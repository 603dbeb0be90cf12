"""How long are the rows if no name of the batch has a `z`?

Seen: `num_classes` left to be inferred.
"""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.one_hot(xs).float()
