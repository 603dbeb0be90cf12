"""Is anything added to the counts in your loop?

Plainer: Print the counts of your loop for a logit of 0: its count should be exactly 1. Which line of yours
adds something before the division?

Seen: the smoothing of the lecture's table of counts, taken over to the network.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot

AMOUNT = 1
FAMILY = {"AMOUNT": (0.001, 0.1, 1)}


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
        counts = activations(encoded, weights).exp()
        counts = counts + AMOUNT
        loss = nll(counts / counts.sum(dim=1, keepdim=True), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
