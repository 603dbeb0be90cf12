"""Is a model that is always sure and right at 0 here, or at 1?

Plainer: Try bigrams that all have the probability 1: the docstring says that the loss is 0 then. Which step
of yours comes after the mean?

Seen: a reader's question how perplexity and the negative log likelihood relate:
https://github.com/tensorflow/tensor2tensor/issues/1502
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return probabilities[xs, ys].log().mean().neg().exp()
