"""To which base are these logarithms of counts?

Plainer: Try the logit 1.0, and print the count that you make of it: section 4 of the README uses `math.exp`,
which gives 2.7183. What is your base?

Seen: a comment in a learner's copy of the lecture's network takes `exp()` for `2**x`:
pollyjuice74/Transformer-Name-Generator, bigram_nn.py.
"""

import torch

BASE = 2.0
FAMILY = {"BASE": (2.0, 3.0, 10.0)}


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = BASE**logits
    return counts / counts.sum(dim=1, keepdim=True)
