"""How many updates does one step make, and how many examples does its loss look at?

Plainer: Print how often your loop moves the weights for `emma` with one step: five times. Which loop of
yours is one too many, if all examples go into one loss?

Seen: not yet; thought of because stochastic gradient descent is taught in this way.
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
        for i in range(len(xs)):
            loss = nll(softmax(activations(encoded[i : i + 1], weights)), ys[i : i + 1])
            gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
