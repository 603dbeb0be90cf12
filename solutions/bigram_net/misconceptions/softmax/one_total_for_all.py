"""How many totals are there if each example has its own?

Plainer: Print your totals for five examples: it is a single number. The docstring's “Look out” says how many
there should be; look at the line that adds up.

Seen: `counts / counts.sum()`, which passes a test with one row.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    return counts / counts.sum()
