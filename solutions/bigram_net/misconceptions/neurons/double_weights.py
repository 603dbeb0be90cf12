"""Which dtype do the examples have that meet these weights?

Seen: expected rather than counted: two dtypes that do not fit, here the other way round.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator).double().requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return (encoded.double() @ weights.double()).float()
