"""Which logarithm undoes the `exp` of the softmax?

Plainer: Print your first loss for `emma`: it should be 3.769. Compare the logarithm in your loop with the one
in your `nll`.

Seen: among published learners' loss expressions: log2.
"""

import torch
from neurons import activations
from one_hot import one_hot
from softmax import softmax

LOGARITHM = "log2"
FAMILY = {"LOGARITHM": ("log2", "log10")}


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
        probs = softmax(activations(encoded, weights))
        loss = -getattr(torch, LOGARITHM)(probs[torch.arange(len(ys)), ys]).mean()
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
