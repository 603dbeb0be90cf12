"""Do steep and flat weights move by the same amount?

Plainer: Print how far two weights move in one step, and their gradients: they move equally far, whatever the
gradients are. Which step of yours keeps the direction alone?

Seen: proposed by a learner of the same lectures, a step size times the gradient's sign:
https://github.com/karpathy/micrograd/issues/65
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad.sign()


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
