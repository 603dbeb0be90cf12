"""Each cell is read with its indices the wrong way round: what does a row of the table stand for?

Plainer: Print the cell that you take for the first bigram of `emma`, which is `.e`: it is in row 5 and column
0. Look at the order of the indices in your square brackets.

Seen: a question why an array is read as `G[y, x]` and not as `G[x, y]`:
https://github.com/karpathy/randomfun/issues/1
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[ys, xs].log().mean()
