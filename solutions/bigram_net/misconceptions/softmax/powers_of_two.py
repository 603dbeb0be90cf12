"""To which base are these logarithms of counts?

Seen: a comment in a learner's copy of the lecture's network takes `exp()` for `2**x`:
pollyjuice74/Transformer-Name-Generator, bigram_nn.py.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = 2.0**logits
    return counts / counts.sum(dim=1, keepdim=True)
