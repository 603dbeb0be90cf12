"""A bracket that is never closed."""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    return counts / counts.sum(dim=1, keepdim=True
