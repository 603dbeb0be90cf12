"""The losses appear on the screen, but what does the caller get?

Plainer: Look at what `losses = train(...)` holds after a call: `None`. Somebody in front of the screen reads
what is printed; what does the function give back?

Seen: the lecture's own loop, which prints each loss, inside a function.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> None:
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        print(loss.item())
