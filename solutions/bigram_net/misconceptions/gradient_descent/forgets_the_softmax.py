"""Are these probabilities, of which your loop takes the logarithm?

Plainer: Print what your loop hands to `nll` in its first round: there are negative numbers in it. Which
function of yours is not called?

Seen: not yet; thought of because a step is four functions one after the other, and one is easily left out.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot


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
        loss = nll(activations(encoded, weights), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
