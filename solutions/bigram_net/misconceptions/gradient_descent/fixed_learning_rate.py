"""What changes in your function when the learning rate is another one?

Plainer: Call `gradient_step` with two different learning rates: the weights move equally far. Search it for
`learning_rate`.

Seen: a parameter accepted and ignored, the learning rate above all.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

RATE = 0.1
FAMILY = {"RATE": (0.01, 0.1, 1.0, 10.0, 50.0)}


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= RATE * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
