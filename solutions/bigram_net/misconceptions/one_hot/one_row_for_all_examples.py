"""All rows of your result are the same row: how many lists does `[row] * n` make?

Plainer: Change one entry of your empty rows, print them, and see in how many rows the number appears. Then
look at the line that makes the rows.

Seen: a question why a change of one cell changes the whole column of such a list of lists:
https://stackoverflow.com/questions/48000528
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    rows = [[0.0] * num_classes] * len(xs)
    for row, index in zip(rows, xs.tolist(), strict=True):
        row[index] = 1.0
    return torch.tensor(rows)
