"""The logarithm of all probabilities before the right ones are picked."""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    log_probs = torch.log(probs)
    return -log_probs[torch.arange(probs.shape[0]), ys].mean()
