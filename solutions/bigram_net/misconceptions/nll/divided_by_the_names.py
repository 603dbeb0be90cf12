"""By how many numbers do you divide, and how many did you add up?

Plainer: Print the number that you divide by for `emma`: it is 1, and five logarithms were added up. What do
you count there?

Seen: in published learners' code of the lecture, in 2 of 93 programs: the sum over all bigrams is divided
by the number of names.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    names = (ys == 0).sum()
    return -probs[torch.arange(len(ys)), ys].log().sum() / names
