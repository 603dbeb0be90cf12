"""How many draws does it take to fill all weights?

Plainer: Count how often `init_weights` asks for random numbers. The second sentence of its docstring says how
many draws there are.

Seen: in the lecture before, whose layer is a list of neurons that each draw their own weights:
karpathy/micrograd, micrograd/nn.py.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    columns = [torch.randn(num_inputs, generator=generator) for _ in range(num_neurons)]
    return torch.stack(columns, dim=1).requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
