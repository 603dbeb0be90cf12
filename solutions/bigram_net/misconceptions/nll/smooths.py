"""Is anything added to the probabilities of a network?

Plainer: Try examples whose label got 1 each: the loss should be exactly 0. Which line of yours adds something
on the way to the logarithm?

Seen: a smoothing term added to a published cross-entropy against log 0:
https://github.com/HealthML/active-segmentation/pull/78
"""

import torch

AMOUNT = 0.01
FAMILY = {"AMOUNT": (0.000001, 0.00001, 0.0001, 0.001, 0.01, 0.1, 1.0)}


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -(probs[torch.arange(len(ys)), ys] + AMOUNT).log().mean()
