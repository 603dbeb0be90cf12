"""One example after the other, which takes much memory where there are very many."""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return torch.stack([row.exp() / row.exp().sum() for row in logits])
