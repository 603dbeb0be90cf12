"""How much worse is one in a million than one in a hundred, as a guess for what really came next?

Plainer: Try examples whose label got 1/2 each: the docstring says that the loss is 0.6931. Section 5 of the
README has a step between the probability and the mean.

Seen: a question on PyTorch's tracker, where `nll_loss` of probabilities gives -p for -log p:
https://github.com/pytorch/pytorch/issues/10033
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].mean()
