"""torch's optimiser does the clearing and the update."""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    optimiser = torch.optim.SGD([weights], lr=learning_rate)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    optimiser = torch.optim.SGD([weights], lr=learning_rate)
    encoded = one_hot(xs, weights.shape[0])
    losses = []
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses
