"""How often are the numbers exponentiated?

Plainer: Take the docstring's row of log 1, log 2, log 5, and print it after each step: at one point it is
0.125, 0.25, 0.625. Which steps of yours come after that?

Seen: softmax applied twice.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    for _ in range(2):
        counts = logits.exp()
        logits = counts / counts.sum(dim=1, keepdim=True)
    return logits
