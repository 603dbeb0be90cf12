"""How does torch know that you will ask for the gradient of these weights?

Plainer: Ask what you return for `requires_grad`: it says False. Section 3 of the README links to the function
that draws; its documentation lists what you can tell it.

Seen: among the most frequent: `requires_grad` missing.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
