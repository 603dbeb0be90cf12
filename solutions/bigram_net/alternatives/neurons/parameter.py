"""The weights as a parameter, the activations by `torch.mm`."""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.nn.Parameter(torch.randn(num_inputs, num_neurons, generator=generator))


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return torch.mm(encoded, weights)
