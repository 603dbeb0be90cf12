"""Does torch know that the loss depends on these weights?

Plainer: Print the loss just before the backward pass: torch shows a `grad_fn` behind the number if it has
taken notes. Which step of your loop hands on the bare numbers of the weights?

Seen: among the most frequent: the graph cut by `.data`, `.detach()` or numpy.
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
        loss = nll(softmax(activations(encoded, weights.data)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
