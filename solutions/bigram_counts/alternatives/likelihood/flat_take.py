"""Counts the cells of the table row by row and takes them by one number."""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    cells = xs * probabilities.size(1) + ys
    return -torch.log(torch.take(probabilities, cells)).sum() / xs.numel()
