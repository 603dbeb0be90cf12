"""Were the weights drawn, or computed from what was drawn?

Plainer: Ask what you return for `is_leaf`: it says False. What else happens to the weights once torch has
been told to track them?

Seen: asked again and again, with `view` after `requires_grad=True`: pytorch/pytorch#1479, #8474, #19778 and
#32708.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn(num_inputs * num_neurons, generator=generator, requires_grad=True).view(
        num_inputs, num_neurons
    )


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
