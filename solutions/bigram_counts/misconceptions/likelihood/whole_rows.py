"""A row holds what may follow a character: which of its cells does the bigram ask for?

Plainer: Print the shape of what you take from the table for the five bigrams of `emma`: there are five rows
with all their cells. Where does `ys` choose among these?

Seen: not yet; thought of beside `every_row`, the other half of the index.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs].log().mean()
