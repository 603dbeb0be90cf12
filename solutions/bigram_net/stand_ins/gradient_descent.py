"""The training by `torch.optim.SGD` and `torch.nn.functional.cross_entropy`."""

import torch
import torch.nn.functional as F


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    optimiser = torch.optim.SGD([weights], lr=learning_rate)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(weights[xs], ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
