"""How many totals are there in your loop, if each example has its own?

Plainer: Print the totals in your loop for five examples: it is a single number. Compare the line that adds up
with your `softmax`.

Seen: in published learners' code: the sum over a whole table.
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
        loss = nll(counts / counts.sum(), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
