"""What is in the gradient before the very first backward pass?

Plainer: Print `weights.grad` at the very beginning of `gradient_step`: the caller may have left something
there. Where does yours get rid of it, and when is that too late?

Seen: a learner's loop of the lecture clears after the update: tvhong/vhong-makemore, bigram_nn.py.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    loss.backward()
    weights.data -= learning_rate * weights.grad
    weights.grad = None


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
