"""By how many numbers do you divide, and how many did you add up?

Plainer: Print the number that you divide by for the bigrams of `emma`: it is 1, and five logarithms were
added up. What do you count there?

Seen: in published learners' code of the lecture, in 2 of 93 programs: the sum over all bigrams is divided
by the number of names.
"""

import torch

COUNTED = "ends"
FAMILY = {"COUNTED": ("starts", "ends")}


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    names = ((ys if COUNTED == "ends" else xs) == 0).sum()
    return -probabilities[xs, ys].log().sum() / names
