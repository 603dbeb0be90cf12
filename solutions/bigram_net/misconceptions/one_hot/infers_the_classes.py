"""How long are the rows if no name of the batch has a `z`?

Plainer: Print the shape of your result for the inputs of `emma`: its rows have 14 entries. Section 2 of the
README says where this 14 comes from.

Seen: `num_classes` left to be inferred.
"""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.one_hot(xs).float()
