"""The weights a detached copy of the draw, which makes a leaf again."""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    drawn = torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)
    return drawn.clone().detach().requires_grad_(True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return torch.stack([encoded @ column for column in weights.T], dim=1)
