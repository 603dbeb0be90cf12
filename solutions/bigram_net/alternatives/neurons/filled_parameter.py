"""A parameter whose data are put in afterwards, the activations by `addmm` onto zeros."""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    weights = torch.nn.Parameter(torch.empty(num_inputs, num_neurons))
    weights.data = torch.randn(num_inputs, num_neurons, generator=generator)
    return weights


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return torch.addmm(torch.zeros(weights.shape[1]), encoded, weights)
