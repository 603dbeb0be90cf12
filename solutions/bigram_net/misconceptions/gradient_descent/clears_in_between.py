"""Do the caller's weights move at all: is the gradient still there then, and is it their tensor that changes?

Plainer: Print `weights.grad` in the line before the weights move, and `id(weights)` before and after it. Is
the gradient still what the backward pass has left there, and the tensor still the caller's?

Seen: a learner's published loop clears between `backward()` and `step()`, and stays at an accuracy of 0.11:
OyelolaIbrahim/logistic-regression-pytorch, its README. A step that ends in `W = W - lr * W.grad` shows
the same.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    loss.backward()
    weights.grad.zero_()
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
