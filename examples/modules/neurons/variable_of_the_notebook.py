"""A try at the end of the module, with a variable that only the notebook has."""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights


W = init_weights(27, 27, torch.Generator().manual_seed(2147483647))
print(activations(xenc, W))
