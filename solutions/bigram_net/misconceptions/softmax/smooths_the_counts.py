"""Is anything added to the counts of a network?

Plainer: Take the docstring's row of log 1, log 2, log 5, and print its counts: they should be 1, 2 and 5.
Which step of yours adds to them?

Seen: a one added inside a published softmax, in its argument, after Laplace smoothing:
WingsBrokenAngel/delving-deeper-into-the-decoder-for-video-captioning#6.
"""

import torch

AMOUNT = 1
FAMILY = {"AMOUNT": (0.001, 0.01, 0.1, 1)}


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp() + AMOUNT
    return counts / counts.sum(dim=1, keepdim=True)
