"""What does the number in a row say: which class it is, or only that it is this one?

Plainer: Print the row of the index 13, and its sum. What should every row add up to, whichever its class?

Seen: not yet; thought of because the loop has the index at hand where it writes.
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    encoded = torch.zeros(len(xs), num_classes)
    for row, x in enumerate(xs):
        encoded[row, x] = x
    return encoded
