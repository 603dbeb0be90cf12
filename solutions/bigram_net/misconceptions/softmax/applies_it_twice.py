"""How often are the numbers exponentiated?

Seen: softmax applied twice.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    for _ in range(2):
        counts = logits.exp()
        logits = counts / counts.sum(dim=1, keepdim=True)
    return logits
