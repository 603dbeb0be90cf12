"""Are the numbers the very ones that were drawn?

Plainer: Print your first weight with the seed of the docstring: it should be 1.5674. Which step of yours
changes the numbers after they are drawn?

Seen: in a learner's softmax regression, `torch.randn(784, 10)/math.sqrt(784)`: yeqqmatlab/leran_pytorch,
mnist02.py.
"""

import torch

SCALE = 0.1
FAMILY = {"SCALE": (0.01, 0.1, 0.5, 2.0)}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return (SCALE * torch.randn((num_inputs, num_neurons), generator=generator)).requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
