"""What does torch do with a gradient that is already there when a new one arrives?

Plainer: Print `weights.grad` just before the backward pass, in two steps in a row: in the second, something
is left of the first. Section 6 of the README says under “Clearing” what torch does with it.

Seen: gradients never cleared: visible from the third loss on.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
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
        losses.append(loss.item())
    return losses
