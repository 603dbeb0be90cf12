"""torch's own cross-entropy on the activations, the update under `no_grad`."""

import torch
import torch.nn.functional as F


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    if weights.grad is not None:
        weights.grad.zero_()
    loss.backward()
    with torch.no_grad():
        weights -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    encoded = F.one_hot(xs, num_classes=weights.shape[0]).float()
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(encoded @ weights, ys)
        losses.append(float(loss))
        gradient_step(weights, loss, learning_rate)
    return losses
