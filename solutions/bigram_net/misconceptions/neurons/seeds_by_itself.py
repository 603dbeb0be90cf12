"""Whose random numbers are these, the caller's or your own?

Plainer: Call `init_weights` with generators of two different seeds: the weights are equal. Which line of
yours sets a seed, or makes a generator of its own?

Seen: a parameter that is ignored in favour of the lecture's constant.
"""

import torch

SEED = 2147483647
FAMILY = {"SEED": (0, 1, 10, 42, 1234, 1337, 2147483647, 67280421310721)}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    own = torch.Generator().manual_seed(SEED)
    return torch.randn((num_inputs, num_neurons), generator=own, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
