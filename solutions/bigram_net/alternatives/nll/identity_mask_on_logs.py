"""A mask from the identity, laid over the logarithms of all probabilities."""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -(torch.eye(probs.shape[1])[ys] * torch.log(probs)).sum() / probs.shape[0]
