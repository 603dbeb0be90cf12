"""Which cells of the table go into your average: all of them, or those that the bigrams ask for?

Plainer: Call your function with two different lists of bigrams: the results are equal. Search your lines for
`xs` and `ys`.

Seen: not yet; thought of beside `every_row`: the average of the table, in which neither xs nor ys has a part.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities.log().mean()
