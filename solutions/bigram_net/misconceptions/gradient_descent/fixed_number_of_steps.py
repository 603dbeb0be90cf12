"""Who decides how many steps there are?

Plainer: Ask for three steps, and print how many losses come back. Search your loop for `steps`.

Seen: a parameter accepted and ignored, and a number of the lecture that was kept.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

STEPS = 10
FAMILY = {"STEPS": (1, 10, 100, 1000)}


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, len(weights))
    for _ in range(STEPS):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
