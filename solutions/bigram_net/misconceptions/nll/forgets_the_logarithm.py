"""How much worse is one in a million than one in a hundred, as a guess for what really came next?

Seen: a question on PyTorch's tracker, where `nll_loss` of probabilities gives -p for -log p:
https://github.com/pytorch/pytorch/issues/10033
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].mean()
