"""What does the caller's tensor hold when the training is over?

Plainer: Print one weight of the caller's tensor before and after `train`: it has not moved. Which line gives
your loop a tensor of its own?

Seen: a loop with perfect losses that never changes the weights it was given.
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
    weights = weights.clone().detach().requires_grad_()
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
