"""The gradient switched off for the update and on again after it; what it held is left behind."""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.requires_grad_(False)
    weights += -learning_rate * weights.grad
    weights.requires_grad_(True)


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    weights.grad = None
    losses = []
    for step in range(1, steps + 1):
        loss = nll(softmax(activations(one_hot(xs, weights.shape[1]), weights)), ys)
        loss.backward()
        with torch.no_grad():
            weights[:] = weights - learning_rate * weights.grad
        weights.grad = None
        losses.append(round(loss.item(), 6))
        print(f"step {step}: {loss.item():.4f}")
    return losses
