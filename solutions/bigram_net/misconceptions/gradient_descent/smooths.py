"""Is anything added to the probabilities in your loop?

Plainer: Print the probabilities of your loop beside what you take the logarithm of: they differ. Which line
of yours adds something between the two?

Seen: among published mistakes as a kind: the log of zero, here kept off by a number that is not small.
"""

import torch
from neurons import activations
from one_hot import one_hot
from softmax import softmax

AMOUNT = 0.01
FAMILY = {"AMOUNT": (0.001, 0.01, 0.1, 1.0)}


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
        loss = -(probs[torch.arange(len(ys)), ys] + AMOUNT).log().mean()
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
