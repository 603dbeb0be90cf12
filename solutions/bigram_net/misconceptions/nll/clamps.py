"""What does a label cost that got one in ten thousand, and what if it got less?

Plainer: Work out -log of 0.0001 by hand, and compare it with what your function gives for that one label.

Seen: among published mistakes as a kind: the log of zero, here kept off by a least probability.
"""

import torch

LEAST = 0.001
FAMILY = {"LEAST": (0.001, 0.01, 0.1)}


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].clamp(min=LEAST).log().mean()
