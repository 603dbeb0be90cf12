"""How many probabilities do you pick: as many as there are examples, or their square?

Seen: the loss expression: `probs[:, ys]`, under 1 % off on `emma`.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[:, ys].log().mean()
