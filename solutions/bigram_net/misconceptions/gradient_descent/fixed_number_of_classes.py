"""How many classes do the weights speak of?

Plainer: Call `train` with weights of 4 by 4, and print the shape of the encoded inputs. Which number in your
lines fits one number of classes only?

Seen: a number of the lecture that was kept: 41 of 76 published loops have it.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

CLASSES = 27
FAMILY = {"CLASSES": (26, 27, 28)}


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, CLASSES)
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
