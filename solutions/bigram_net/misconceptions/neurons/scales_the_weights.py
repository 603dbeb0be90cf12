"""Are the numbers the very ones that were drawn?

Seen: expected rather than counted: a habit from deeper networks.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return (0.1 * torch.randn((num_inputs, num_neurons), generator=generator)).requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
