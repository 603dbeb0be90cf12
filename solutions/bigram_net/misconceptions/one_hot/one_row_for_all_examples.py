"""All rows of your result are the same: why do the ones of all examples stand in each of them?

Plainer: Encode two different examples. Which entries of the first row are 1, and which line put the second
of them there?

Seen: a question why a change of one cell changes the whole column of such a list of lists:
https://stackoverflow.com/questions/48000528
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    rows = [[0.0] * num_classes] * len(xs)
    for row, index in zip(rows, xs.tolist(), strict=True):
        row[index] = 1.0
    return torch.tensor(rows)
