"""Is everything in your loss about the examples?

Plainer: Print the loss of your loop beside what `nll` gives for the same probabilities: they differ. Which
term of yours speaks of the weights alone?

Seen: a weight penalty left in, which the lecture adds later: in published learners' code, in 14 of 93
programs, of all strengths from 0.001 to 0.1 and in several forms.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

FORM = "mean of squares"
STRENGTH = 0.01
FAMILY = {
    "FORM": ("mean of squares", "sum of squares", "mean of sizes", "sum of sizes", "norm"),
    "STRENGTH": (0.001, 0.01, 0.1, 1.0),
}


def penalty(weights: torch.Tensor) -> torch.Tensor:
    forms = {
        "mean of squares": (weights**2).mean(),
        "sum of squares": (weights**2).sum(),
        "mean of sizes": weights.abs().mean(),
        "sum of sizes": weights.abs().sum(),
        "norm": weights.norm(),
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
        loss = nll(softmax(activations(encoded, weights)), ys) + penalty(weights)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
