"""A copy is trained, and written back into the caller's tensor at the end."""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = torch.zeros_like(weights)
    loss.backward()
    weights.data.copy_(weights.detach() - learning_rate * weights.grad)


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    encoded = one_hot(xs, len(weights))
    trained = weights.detach().clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, trained)), ys)
        (gradient,) = torch.autograd.grad(loss, [trained])
        trained = (trained - learning_rate * gradient).detach().requires_grad_()
        losses.append(loss.item())
    with torch.no_grad():
        weights.copy_(trained)
    return losses
