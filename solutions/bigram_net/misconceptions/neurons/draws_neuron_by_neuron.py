"""How many draws does it take to fill all weights?

Plainer: Count how often `init_weights` asks for random numbers. The second sentence of its docstring says how
many draws there are.

Seen: in the lecture before, whose layer is a list of neurons that each draw their own weights:
karpathy/micrograd, micrograd/nn.py.
"""

import torch

STACKED = 1
FAMILY = {"STACKED": (0, 1)}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    lengths = [num_inputs] * num_neurons if STACKED == 1 else [num_neurons] * num_inputs
    parts = [torch.randn(length, generator=generator) for length in lengths]
    return torch.stack(parts, dim=STACKED).requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
