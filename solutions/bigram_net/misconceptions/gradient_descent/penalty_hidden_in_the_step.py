"""Is everything that the gradient follows in the loss that you report?

Plainer: Print what the backward pass starts from beside what you put into the list: the numbers differ. Which
term of the first speaks of the weights alone?

Seen: a weight penalty left in, which the lecture adds later: in published learners' code, in 14 of 93
programs, of all strengths from 0.001 to 0.1. Here the recorded losses show nothing of it at the first step,
as with an optimiser's `weight_decay`.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

FORM = "mean of squares"
STRENGTH = 0.01
FAMILY = {
    "FORM": ("mean of squares", "sum of squares", "half the sum of squares", "mean of sizes", "sum of sizes"),
    "STRENGTH": (0.001, 0.01, 0.1, 1.0),
}


def penalty(weights: torch.Tensor) -> torch.Tensor:
    forms = {
        "mean of squares": (weights**2).mean(),
        "sum of squares": (weights**2).sum(),
        "half the sum of squares": (weights**2).sum() / 2,
        "mean of sizes": weights.abs().mean(),
        "sum of sizes": weights.abs().sum(),
    }
    return STRENGTH * forms[FORM]


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss + penalty(weights), learning_rate)
        losses.append(loss.item())
    return losses
