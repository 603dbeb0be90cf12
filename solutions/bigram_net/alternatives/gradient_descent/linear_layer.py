"""A linear layer without a bias, whose weights are written back in every step."""

import torch
import torch.nn.functional as F


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward(retain_graph=True)
    with torch.no_grad():
        torch.sub(weights, weights.grad, alpha=learning_rate, out=weights)


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    layer = torch.nn.Linear(*weights.shape, bias=False)
    layer.weight.data = weights.data.T.clone()
    encoded = F.one_hot(xs, len(weights)).float()
    criterion = torch.nn.CrossEntropyLoss()
    losses = []
    for _ in range(steps):
        layer.zero_grad()
        loss = criterion(layer(encoded), ys)
        loss.backward()
        losses.append(loss.item())
        layer.weight.data -= learning_rate * layer.weight.grad
        weights.data = layer.weight.data.T
    return losses
