"""Can a weight of yours be negative?

Plainer: Print the smallest of your weights: none is below 0. The docstring says from which distribution they
come, and section 3 of the README links to the function that draws from it.

Seen: in a learner's notes, which recommend `torch.rand` for weights and `randn` for noise:
https://github.com/laurenesco/deep-learning.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.rand((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
