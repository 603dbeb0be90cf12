"""Does torch still know how the probabilities came from the logits?

Plainer: Print your result for logits that require a gradient: torch shows a `grad_fn` behind the numbers if
it has taken notes. Which step of yours hands on the bare numbers?

Seen: among the most frequent: the graph cut by `.data`, `.detach()` or numpy.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.detach().exp()
    return counts / counts.sum(dim=1, keepdim=True)
