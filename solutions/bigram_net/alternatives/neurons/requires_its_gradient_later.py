"""The flag set after the draw, the activations by `einsum`."""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    weights = torch.randn([num_inputs, num_neurons], generator=generator)
    weights.requires_grad = True
    return weights


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return torch.einsum("ni,io->no", encoded, weights)
