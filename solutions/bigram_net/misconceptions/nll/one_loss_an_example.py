"""Is the loss one number, or one for each example?

Plainer: Print the shape of what you return: it has an entry for each example. The docstring's first line says
what makes one number of them.

Seen: published losses with one value for each example, so that `backward` raised:
https://github.com/mindee/doctr/pull/379
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].log()
