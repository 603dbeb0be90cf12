"""Seen: two frequent mistakes at once: the lecture's `log_likelihood`, a sum, is given back as it is."""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return probs[torch.arange(len(ys)), ys].log().sum()
