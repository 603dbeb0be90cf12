"""Should the loss grow just because there are more examples?

Plainer: Try an example once, then the same example twice: your loss doubles. The docstring's first line says
what to make of all the logarithms.

Seen: the loss expression: the sum for the mean.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].log().sum()
