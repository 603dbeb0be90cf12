"""Rows of the weights in place of a product with one-hot rows, `data` replaced."""

import torch


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    (gradient,) = torch.autograd.grad(loss, weights)
    weights.data = weights.data - learning_rate * gradient


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    n = xs.shape[0]
    for _ in range(steps):
        counts = weights[xs].exp()
        probs = counts / counts.sum(1, keepdim=True)
        loss = -probs[torch.arange(n), ys].log().mean()
        losses.append(loss.item())
        gradient_step(weights, loss, learning_rate)
    return losses
