"""Do you give back the loss, or a rounded one?

Plainer: Print the first loss of your list beside `loss.item()`: it has fewer places. Numbers are rounded
where they are shown to somebody.

Seen: not yet; thought of because the lecture shows its losses with a few places.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

PLACES = 3
FAMILY = {"PLACES": (1, 2, 3)}


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
        gradient_step(weights, loss, learning_rate)
        losses.append(round(loss.item(), PLACES))
    return losses
