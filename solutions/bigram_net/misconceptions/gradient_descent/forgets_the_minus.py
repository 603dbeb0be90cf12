"""Should the losses of a network that learns be positive, and should they fall?

Plainer: Print the first loss for `emma`: it should be 3.769, and yours is negative. Compare the line that
makes it with your `nll`.

Seen: among published learners' loss expressions: the sign.
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
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        probs = softmax(activations(encoded, weights))
        loss = probs[torch.arange(len(ys)), ys].log().mean()
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
