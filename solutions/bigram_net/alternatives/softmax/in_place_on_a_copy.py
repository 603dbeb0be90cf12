"""A copy of the logits shifted and exponentiated in place, then divided."""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.clone()
    counts -= logits.amax(dim=1, keepdim=True)
    counts.exp_()
    return counts.div(counts.sum(dim=-1, keepdim=True))
