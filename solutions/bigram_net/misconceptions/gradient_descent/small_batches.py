"""Does every step see all examples?

Seen: a user learns that "batch gradient descent" means all examples, and that the code had mini-batches:
https://github.com/lucasb-eyer/lbtoolbox/issues/10
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
    for step in range(steps):
        batch = torch.arange(8 * step, 8 * step + 8) % len(xs)
        loss = nll(softmax(activations(encoded[batch], weights)), ys[batch])
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
