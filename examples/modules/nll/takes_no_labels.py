"""Another signature than the one that was given."""

import torch


def nll(probs: torch.Tensor) -> torch.Tensor:
    return -probs.log().mean()
