"""How often does your loop come round, and how many examples are there?

Plainer: Look at the number in the `range` of your loop: it fits one number of examples only. And the
docstring asks for no loop at all: it says which rows and which columns are wanted.

Seen: the lecture's loop over the examples of `emma`, `for i in range(5)`, inside a function; 5 of 93
published programs keep a fixed number of examples.
"""

import torch

EXAMPLES = 5
FAMILY = {"EXAMPLES": (4, 5, 6, 7, 8, 10)}


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    losses = torch.zeros(EXAMPLES)
    for i in range(EXAMPLES):
        losses[i] = -probs[i, ys[i].item()].log()
    return losses.mean()
