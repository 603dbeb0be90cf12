"""Do all examples have a say in the loss?

Plainer: Print how many probabilities you pick for six examples, and for a few hundred. Which number or slice
of yours leaves the others out?

Seen: a step of the lecture that was kept: the first examples alone, where all are meant.
"""

import torch

EXAMPLES = 5
TOO_FEW = "are taken"
FAMILY = {"EXAMPLES": (1, 4, 5, 6, 8, 10), "TOO_FEW": ("are taken", "raise")}


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    rows = torch.arange(EXAMPLES if TOO_FEW == "raise" else len(ys[:EXAMPLES]))
    return -probs[rows, ys[:EXAMPLES]].log().mean()
