"""Does the total depend on the logits, too?

Seen: expected rather than counted: the graph cut by `.data` for one part of the formula.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    return counts / counts.sum(dim=1, keepdim=True).data
