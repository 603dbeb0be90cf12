"""The loss by `torch.nn.functional.nll_loss`."""

import torch
from torch.nn.functional import nll_loss


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return nll_loss(probabilities.log()[xs], ys)
