"""Which line of your loop moves the weights?

Plainer: Print one weight before and after a step of your loop: it stays the same, so every loss is the first
one. A backward pass says where to go; what goes there?

Seen: not yet; thought of because an optimiser moves the weights only where it is told to.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax


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
        weights.grad = None
        loss = nll(softmax(activations(encoded, weights)), ys)
        loss.backward()
        losses.append(loss.item())
    return losses
