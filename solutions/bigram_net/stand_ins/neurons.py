"""The layer by `torch.randn` and `torch.matmul`."""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn(num_inputs, num_neurons, generator=generator).requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return torch.matmul(encoded, weights)
