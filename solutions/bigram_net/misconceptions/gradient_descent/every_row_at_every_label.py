"""How many probabilities does your loop pick: as many as there are examples, or their square?

Plainer: Print the shape of what your loop picks for `emma`, before the mean: it is 5 by 5, and you need five
numbers. Compare this line with your `nll`.

Seen: in published learners' code of the lecture, in 2 of 93 programs: whole columns, `probs[:, ys]`.
"""

import torch
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
        probs = softmax(activations(encoded, weights))
        loss = -probs[:, ys].log().mean()
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
