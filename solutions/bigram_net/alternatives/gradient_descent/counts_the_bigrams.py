"""The loss and its gradient from the table of bigram counts."""

import torch


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    size = len(weights)
    counts = torch.bincount(xs * size + ys, minlength=size * size).view(size, size) / len(xs)
    losses = []
    for _ in range(steps):
        loss = -(counts * torch.log_softmax(weights, dim=1)).sum()
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
