"""Over which dimension do the counts of one example run in your loop?

Plainer: Add up the probabilities of your loop, first down the columns, then along the rows: which of the sums
are all 1? Look at the dimension in the line that makes the totals.

Seen: in published learners' code: the wrong dimension.
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
        counts = activations(encoded, weights).exp()
        loss = nll(counts / counts.sum(dim=0, keepdim=True), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
