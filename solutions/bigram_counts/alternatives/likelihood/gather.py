"""Takes the rows of the first characters, then gathers one entry of each."""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    rows = probabilities[xs]
    return rows.gather(1, ys.unsqueeze(1)).squeeze(1).log().neg().mean()
