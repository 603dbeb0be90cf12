"""The loss by `torch.nn.functional.nll_loss`."""

import torch
import torch.nn.functional as F


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return F.nll_loss(probs.log(), ys)
