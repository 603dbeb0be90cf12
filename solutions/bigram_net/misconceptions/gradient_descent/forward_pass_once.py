"""Do the probabilities change after the weights have changed?

Plainer: Look at which of your lines are inside the loop, and which before it: the loss is worked out once,
with the first weights. The docstring lists what belongs to each step.

Seen: one forward pass and several backward passes, named as the cause of a user's error:
https://github.com/davda54/sam/issues/10
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

RETAINS = True
FAMILY = {"RETAINS": (False, True)}


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward(retain_graph=RETAINS)
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    encoded = one_hot(xs, len(weights))
    loss = nll(softmax(activations(encoded, weights)), ys)
    for _ in range(steps):
        gradient_step(weights, loss, learning_rate)
        losses.append(loss.item())
    return losses
