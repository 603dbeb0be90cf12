"""Each second character is looked up in all rows: where does the first one come in?

Plainer: Print the shape of what you take from the table for the five bigrams of `emma`: it has a row for
every character of the table. Where does `xs` choose among these?

Seen: among published learners' loss expressions: `probs[:, ys]`.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[:, ys].log().mean()
