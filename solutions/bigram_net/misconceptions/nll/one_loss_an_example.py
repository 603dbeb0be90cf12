"""Is the loss one number, or one for each example?

Seen: published losses with one value for each example, so that `backward` raised:
https://github.com/mindee/doctr/pull/379
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].log()
