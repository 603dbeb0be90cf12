"""How much does each bigram that you are given count in the mean, the likely and the unlikely ones?

Plainer: Take the probability of each bigram, and the loss it should have alone. Print the numbers that you
average: the smaller the probability, the less is left of its loss.

Seen: not yet; thought of because the entropy, −Σ p log p, looks alike.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    likelihoods = probabilities[xs, ys]
    return -(likelihoods * likelihoods.log()).mean()
