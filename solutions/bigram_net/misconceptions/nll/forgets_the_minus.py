"""Should a good network have a high or a low loss?

Plainer: Print your loss for `emma` beside the 3.7693 of the docstring: in what do they differ? A logarithm of
a number below 1 is negative.

Seen: the loss expression: the sign.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return probs[torch.arange(len(ys)), ys].log().mean()
