"""Which weights does the first loss belong to?

Plainer: Print your first loss for `emma`: it should be 3.769, which belongs to the weights as they came.
Where in the loop is the loss worked out that you keep: before or after they move?

Seen: losses recorded after the update.
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
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(nll(softmax(activations(encoded, weights)), ys).item())
    return losses
