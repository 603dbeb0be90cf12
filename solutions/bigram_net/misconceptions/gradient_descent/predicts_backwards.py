"""Does the network see the inputs and predict the labels, or the other way round?

Plainer: Look at the two places where `xs` and `ys` come into your loop: which of them is encoded, and which
one picks the probabilities? The docstring says which are the inputs.

Seen: a published skip-gram example that predicts the centre from the context, where the reverse is meant:
https://github.com/chainer/chainer/issues/4308
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
    encoded = one_hot(ys, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), xs)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
