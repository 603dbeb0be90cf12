"""How many examples has your loop, and how many has `emma`?

Plainer: Call `train` with two examples, then with six. Which number in your loop fits one number of examples
only? Your `nll` has to answer the same question.

Seen: `arange(5)` kept for 228,146 rows.
"""

import torch
from neurons import activations
from one_hot import one_hot
from softmax import softmax

EXAMPLES = 5
FAMILY = {"EXAMPLES": (2, 5, 9, 27, 100, 228146)}


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
        probs = softmax(activations(encoded, weights))
        loss = -probs[torch.arange(EXAMPLES), ys].log().mean()
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
