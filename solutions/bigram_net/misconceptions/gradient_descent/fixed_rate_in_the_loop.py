"""Which learning rate does the loop hand on?

Plainer: Call `train` with two different learning rates: the losses are equal. Look at the line of your loop
that moves the weights: which rate does it use?

Seen: a parameter accepted and ignored, the learning rate above all: here by the loop alone.
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
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, RATE)
        losses.append(loss.item())
    return losses
