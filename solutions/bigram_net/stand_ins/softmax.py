"""The probabilities by `torch.softmax`."""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return torch.softmax(logits, dim=1)
