"""Log-probabilities by `logsumexp`, exponentiated at the end."""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return torch.exp(logits - torch.logsumexp(logits, dim=1, keepdim=True))
