"""Does torch still know how the probabilities came from the logits?

Seen: among the most frequent: the graph cut by `.data`, `.detach()` or numpy.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.detach().exp()
    return counts / counts.sum(dim=1, keepdim=True)
