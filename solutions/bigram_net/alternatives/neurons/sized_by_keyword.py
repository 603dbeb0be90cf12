"""The size by its keyword, the flag by a method, the activations by `matmul`."""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn(
        size=(num_inputs, num_neurons), generator=generator, dtype=torch.float32
    ).requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded.matmul(weights)
