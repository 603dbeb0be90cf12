"""How many examples went in, and how many rows came out?

Seen: a correction of `array[:, indices] = 1`, which puts the ones of all examples into every row:
nric/ProximalPolicyOptimizationKeras#6.
"""

import torch


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    encoded = torch.zeros(num_classes)
    encoded[xs] = 1.0
    return encoded
