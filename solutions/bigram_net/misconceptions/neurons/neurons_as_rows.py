"""Is a neuron a row or a column of the weights?

Plainer: Print the shape of your weights for 3 inputs and 5 neurons. The docstring says under “Returns” which
of the two comes first, and whether a neuron is a row or a column.

Seen: in a micrograd written again by a learner, whose weights are (outputs, inputs) because PyTorch's are:
LazaroHurtado/micrograd-rs#31.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_neurons, num_inputs), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights.T
