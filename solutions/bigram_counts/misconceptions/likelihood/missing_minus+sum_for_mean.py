"""Seen: two frequent mistakes at once: the lecture's `log_likelihood`, a sum, is given back as it is."""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return probabilities[xs, ys].log().sum()
