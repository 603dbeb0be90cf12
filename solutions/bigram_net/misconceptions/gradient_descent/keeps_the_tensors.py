"""Of what type are the entries of your list?

Plainer: Print the type of the first entry of your list: it is a tensor. The README's ten lines on tensors
show what makes a number of Python's of it.

Seen: a history of losses, kept as tensors with their graphs, that filled the memory:
https://github.com/rballester/tntorch/pull/19
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
        losses.append(loss)
    return losses
