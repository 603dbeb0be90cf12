"""The mean as a dot product with 1/n, whose rounding grows with the number of examples."""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    odds = 1.0 / probs[torch.arange(len(ys)), ys]
    return odds.log() @ torch.full((len(ys),), 1.0 / len(ys))
