"""A sum without `keepdim`, whose dimension is put back by hand."""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = torch.e**logits
    return counts / counts.sum(1)[:, None]
