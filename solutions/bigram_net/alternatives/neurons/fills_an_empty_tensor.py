"""The weights drawn into an empty tensor, the activations as `(Wᵀ xᵀ)ᵀ`."""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.empty(num_inputs, num_neurons).normal_(generator=generator).requires_grad_(True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return (weights.T @ encoded.T).T
