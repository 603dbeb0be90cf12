"""Seen: two of the frequent mistakes at once: numbers of one's own, made smaller."""

import torch

SEED = 2147483647
SCALE = 0.1
FAMILY = {"SEED": (0, 42, 1337, 2147483647), "SCALE": (0.01, 0.1, 0.5)}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    own = torch.Generator().manual_seed(SEED)
    return (SCALE * torch.randn((num_inputs, num_neurons), generator=own)).requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
