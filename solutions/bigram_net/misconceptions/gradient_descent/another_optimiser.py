"""Does each step depend on its own gradient alone?

Plainer: Print how far one weight moves in the second step, beside its gradient times the learning rate: they
differ. What of yours looks at more than the gradient of this step?

Seen: not yet; thought of because right loops of learners use `torch.optim.SGD`, next to which the others
stand.
"""

import torch
from neurons import activations
from nll import nll
from one_hot import one_hot
from softmax import softmax

OPTIMISER = "momentum"
FAMILY = {"OPTIMISER": ("momentum", "Adam", "AdamW", "RMSprop", "Adagrad")}


def gradient_step(weights: torch.Tensor, loss: torch.Tensor, learning_rate: float) -> None:
    weights.grad = None
    loss.backward()
    weights.data -= learning_rate * weights.grad


def train(
    xs: torch.Tensor, ys: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> list[float]:
    losses = []
    momentum = torch.optim.SGD([weights], lr=learning_rate, momentum=0.9)
    other = getattr(torch.optim, OPTIMISER, None)
    optimiser = other([weights], lr=learning_rate) if other else momentum
    encoded = one_hot(xs, len(weights))
    for _ in range(steps):
        loss = nll(softmax(activations(encoded, weights)), ys)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses
