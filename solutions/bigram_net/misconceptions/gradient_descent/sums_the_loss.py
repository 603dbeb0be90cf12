"""Should a step be longer just because there are more examples?

Plainer: Train for one step on the examples of `emma`, then on the same examples listed twice: the weights
should move equally far. Which step of yours grows with the number of examples?

Seen: the loss expression: the sum for the mean, for the gradient alone or for the losses as well.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

RECORDS = "the mean"
FAMILY = {"RECORDS": ("the mean", "the sum")}


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
        gradient_step(weights, loss * len(xs), learning_rate)
        losses.append(loss.item() * (len(xs) if RECORDS == "the sum" else 1))
    return losses
