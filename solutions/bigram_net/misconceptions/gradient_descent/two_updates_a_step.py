"""How many updates does each step of your loop make?

Plainer: Print a line in `gradient_step` and let `train` make three steps: the line should be there three
times. Count the calls.

Seen: not yet; thought of because a call that was tried out is left where it was.
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
        gradient_step(weights, nll(softmax(activations(encoded, weights)), ys), learning_rate)
        losses.append(loss.item())
    return losses
