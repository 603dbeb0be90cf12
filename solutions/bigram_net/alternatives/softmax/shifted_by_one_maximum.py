"""The stable form with one maximum for all rows, taken out of the graph."""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = torch.exp(logits - logits.detach().max())
    return counts / counts.sum(-1, keepdim=True)
