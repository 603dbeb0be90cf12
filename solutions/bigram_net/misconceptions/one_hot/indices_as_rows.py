"""Does an index of `xs` choose a row of your table, or a column?

Plainer: Print the shape of your table, and what the first pair of square brackets with `xs` chooses from
it: whole rows. How many numbers does it take to name one entry?

Seen: not yet; thought of because one index in square brackets is the shorter way to write.
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    encoded = torch.zeros(len(xs), num_classes)
    encoded[xs] = 1.0
    return encoded
