"""How large is the table on whose diagonal your probabilities stand, if there are 228,146 examples?

Plainer: Print the shapes on the way for the five examples of `emma`: one of them is 5 by 5, and with all
names it would be 228,146 by 228,146. Which rows do you ask for there, and which ones do you need?

Seen: `probs[:, ys]`, repaired by a diagonal.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[:, ys].diagonal().log().mean()
