"""How does somebody see from your result that the loss has fallen?

Plainer: Ask for three steps, and print what you return: only one loss is left. Does your loop keep each of
them, and does your last line give all of them back?

Seen: a trainer that returned the last batch's loss alone: https://github.com/numaproj/numalogic/issues/53
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

IN_A_LIST = False
FAMILY = {"IN_A_LIST": (False, True)}


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
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses[-1:] if IN_A_LIST else losses[-1]
