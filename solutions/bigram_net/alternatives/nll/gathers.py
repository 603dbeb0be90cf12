"""The probabilities of the labels by `gather`."""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs.gather(1, ys.view(-1, 1)).log().mean()
