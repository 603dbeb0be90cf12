"""Does the total depend on the logits, too?

Seen: among the counted mistakes: the graph cut, here by `.data` for the total alone.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    return counts / counts.sum(dim=1, keepdim=True).data
