"""Is every loss followed by an update?

Plainer: Ask for one step, and print a weight before and after: it has not moved. Which line of yours leaves
the last round out?

Seen: a published loop whose last batches never reach the step:
https://github.com/tomhosking/torchseq/issues/8
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
    for step in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        losses.append(loss.item())
        if step < steps - 1:
            gradient_step(weights, loss, learning_rate)
    return losses
