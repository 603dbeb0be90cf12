"""Is the loss in your loop the one that you wrote in `nll.py`?

Plainer: Print the first loss for `emma`: it should be 3.769. A mean of squared differences never comes to so
much. What does “mean negative log likelihood” ask for?

Seen: not yet; thought of because courses begin with the mean squared error.
"""

import torch
from neurons import activations
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
    encoded, expected = one_hot(xs, len(weights)), one_hot(ys, len(weights))
    for _ in range(steps):
        probs = softmax(activations(encoded, weights))
        loss = ((probs - expected) ** 2).mean()
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
