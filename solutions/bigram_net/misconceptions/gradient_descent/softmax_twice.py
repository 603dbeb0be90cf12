"""Does the loss that you call exponentiate once more?

Plainer: Look up what the loss that you call expects, probabilities or logits, and what it does with them
first. Then look at what you hand to it.

Seen: softmax applied twice: cross-entropy takes logits, not probabilities.
"""

import torch
import torch.nn.functional as F
from neurons import activations
from one_hot import one_hot
from softmax import softmax


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
        loss = F.cross_entropy(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
