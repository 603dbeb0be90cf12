"""How many examples went in, and how many rows came out?

Plainer: Print the shape of your result for the five inputs of `emma`: it does not have a row for each of
them. Which shape does your table have right after the line that makes it?

Seen: a correction of `array[:, indices] = 1`, which puts the ones of all examples into every row:
nric/ProximalPolicyOptimizationKeras#6.
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    encoded = torch.zeros(num_classes)
    encoded[xs] = 1.0
    return encoded
