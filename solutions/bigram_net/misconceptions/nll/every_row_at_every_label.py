"""How many probabilities do you pick: as many as there are examples, or their square?

Plainer: Print the shape of what you pick for `emma`, before the mean: it is 5 by 5, and you need five
numbers. Which rows do you ask for at each label?

Seen: the loss expression: `probs[:, ys]`, under 1 % off on `emma`.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[:, ys].log().mean()
