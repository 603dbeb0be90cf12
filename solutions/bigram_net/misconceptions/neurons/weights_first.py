"""Which of the two matrices has the examples in its rows?

Seen: expected rather than counted: the factors exchanged, silent where all sizes are equal.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return weights @ encoded
