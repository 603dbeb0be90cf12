"""What does `gradient_step` give back, and which tensor does it change?

Plainer: Print `weights` in your loop, before and after the line that makes a step: afterwards it is None.
Section 6 of the README says what a step changes; does it have to give something back?

Seen: not yet; thought of because functions that compute something are called in this way.
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
        weights = gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
