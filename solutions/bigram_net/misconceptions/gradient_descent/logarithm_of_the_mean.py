"""Which comes first in your loop, the logarithm or the mean?

Plainer: Take two labels that got 1/2 and 1/8, and work out the loss by hand, as the table in section 5 of the
README does: which of the two steps comes first there, and which one in your loop?

Seen: among published learners' loss expressions: the logarithm of the mean.
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
        loss = -probs[torch.arange(len(ys)), ys].mean().log()
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
