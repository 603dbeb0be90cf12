"""Is it the caller's tensor that you change, or a new one of the same name?

Plainer: Print `id(weights)` before and after the line that moves the weights: another number is another
tensor. Which of the two does the caller still hold?

Seen: a broken update: `W = W - lr * W.grad` makes a new tensor and fails at step two.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

NOTES = True
FAMILY = {"NOTES": (False, True)}


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights = weights - learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        weights.grad = None
        loss.backward()
        with torch.set_grad_enabled(NOTES):
            weights = weights - learning_rate * weights.grad
        losses.append(loss.item())
    return losses
