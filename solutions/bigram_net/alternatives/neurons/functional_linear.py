"""The activations by `linear`, which takes the weights the other way round."""

import torch
import torch.nn.functional as F


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return F.linear(encoded, weights.T)
