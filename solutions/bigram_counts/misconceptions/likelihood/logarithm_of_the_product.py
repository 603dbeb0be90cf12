"""A product of hundreds of probabilities is too small for a float, whatever its logarithm would be.

Plainer: Print your product for a few hundred bigrams, before its logarithm is taken: it is 0. Section 4 of
the README says what the logarithm makes of a product.

Seen: among published mistakes as a kind: the log of zero, here by underflow.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs, ys].prod().log() / len(xs)
