"""How many totals are there if each example has its own?

Seen: `counts / counts.sum()`, which passes a test with one row.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    return counts / counts.sum()
