"""Does an example choose the row, or the column?

Plainer: The docstring picks row 0 at column 5 first. Print the row and the column that you pick first, and
look at the order of your two indices.

Seen: in published code whose examples are columns, where `probs[Y, range(len(Y))]` is right:
stanfordmlgroup/ngboost, ngboost/distns/categorical.py.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[ys, torch.arange(len(ys))].log().mean()
