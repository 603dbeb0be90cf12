"""What does a row of your table stand for: a class, or an example?

Plainer: Print the shape of your table for `emma`, and how many inputs there are. Which of its two sizes does
not depend on `xs`, and should?

Seen: not yet; thought of because one index in square brackets is the shorter way to write.
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    encoded = torch.zeros(num_classes, num_classes)
    encoded[xs] = 1.0
    return encoded
