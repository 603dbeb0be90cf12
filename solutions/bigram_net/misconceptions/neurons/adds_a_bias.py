"""Is there anything besides the product in this layer?

Plainer: Call `activations` with weights that are all 0: the result should be 0 everywhere. Which part of your
line adds to the product?

Seen: in a learner's model of names, `logits = xenc @ W + b`:
ANEUP002/Trigram-Character-Level-Name-Generator, README.md.
"""

import torch

BIAS = 1.0
FAMILY = {"BIAS": (0.01, 0.1, 0.5, 1.0)}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights + BIAS
