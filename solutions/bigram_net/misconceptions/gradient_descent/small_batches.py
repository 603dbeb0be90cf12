"""Does every step see all examples?

Plainer: Print how many examples go into one forward pass, beside `len(xs)`. Which line of yours takes only a
part of them?

Seen: a user learns that "batch gradient descent" means all examples, and that the code had mini-batches:
https://github.com/lucasb-eyer/lbtoolbox/issues/10
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

SIZE = 8
CHOICE = "in order"
FAMILY = {"SIZE": (4, 8, 32, 64), "CHOICE": ("in order", "drawn", "shuffled")}


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        batches = {
            "in order": torch.arange(SIZE * len(losses), SIZE * len(losses) + SIZE) % len(xs),
            "drawn": torch.randint(0, len(xs), (SIZE,)),
            "shuffled": torch.randperm(len(xs))[:SIZE],
        }
        batch = batches[CHOICE]
        loss = nll(softmax(activations(encoded[batch], weights)), ys[batch])
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
