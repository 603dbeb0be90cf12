"""Seen: two frequent mistakes at once, the lecture's cell inside a function: its seed and its 27 by 27."""

import torch

SEED = 2147483647
FAMILY = {"SEED": (0, 1, 10, 42, 1234, 1337, 2147483647, 67280421310721)}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    own = torch.Generator().manual_seed(SEED)
    return torch.randn((27, 27), generator=own, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
