"""What comes back has rows and columns, but is it a tensor?

Plainer: Print the type of what you return: it is a list of lists. In `make_bigrams` you have made tensors
from lists; what did that?

Seen: the same idea in a data set whose author forgot to convert to a tensor: v7labs/darwin-py#208.
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return [[1.0 if index == column else 0.0 for column in range(num_classes)] for index in xs.tolist()]
