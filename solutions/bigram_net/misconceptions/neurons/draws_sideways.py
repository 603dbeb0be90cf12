"""Do the drawn numbers fill the weights row by row?

Seen: expected rather than counted: drawn the other way round and then turned.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_neurons, num_inputs), generator=generator).T.requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
