"""Is anything added to the probabilities of a network?

Seen: a smoothing term added to a published cross-entropy against log 0:
https://github.com/HealthML/active-segmentation/pull/78
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -(probs[torch.arange(len(ys)), ys] + 0.01).log().mean()
