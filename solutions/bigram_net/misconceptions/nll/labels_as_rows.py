"""What is a label: the number of a row, or of a column?

Plainer: Print the shape of what you take the logarithm of. How many numbers of each example should be left?

Seen: not yet; thought of beside `rows_and_columns_exchanged`: the labels stand where rows are chosen, and
nothing chooses a column.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[ys].log().mean()
