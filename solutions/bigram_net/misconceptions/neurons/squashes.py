"""Is there a non-linearity in this layer?

Seen: expected rather than counted: the network of the lecture before this one had a tanh.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return torch.tanh(encoded @ weights)
