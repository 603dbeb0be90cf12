"""What is the loss of a network that is always sure and right?

Seen: a reader's question how perplexity and the negative log likelihood relate:
https://github.com/tensorflow/tensor2tensor/issues/1502
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return probs[torch.arange(len(ys)), ys].log().mean().neg().exp()
