"""With which weights does the training start?

Plainer: Print the first weight at the very beginning of `train`, and again just before your loop: they
differ. Which line draws new ones?

Seen: a global variable, or what made it, used after the code became a function.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

SEED = 2147483647
SIZE = "that of the weights"
FAMILY = {
    "SEED": (0, 1, 42, 1337, 2147483647, 67280421310721),
    "SIZE": ("that of the weights", "27"),
}


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    size = len(weights) if SIZE == "that of the weights" else 27
    generator = torch.Generator().manual_seed(SEED)
    weights = torch.randn((size, size), generator=generator, requires_grad=True)
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
