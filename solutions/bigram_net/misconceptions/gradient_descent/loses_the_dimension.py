"""What is the shape of the totals in your loop, and how does it line up with that of the counts?

Plainer: Print the shapes of the counts and of the totals in your loop, and write one below the other, aligned
on the right. Do the totals meet the rows, or the columns? Compare with your `softmax`.

Seen: in published learners' code: keepdim is missing.
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
        loss = nll(counts / counts.sum(dim=1), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
