"""Is anything added to the counts of a network?

Seen: a one added inside a published softmax, in its argument, after Laplace smoothing:
WingsBrokenAngel/delving-deeper-into-the-decoder-for-video-captioning#6.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp() + 1
    return counts / counts.sum(dim=1, keepdim=True)
