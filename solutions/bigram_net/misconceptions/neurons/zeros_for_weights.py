"""What is the difference between two of your neurons before the training?

Plainer: Print some of your weights: they are all the same. The docstring says in its first lines where the
numbers come from.

Seen: a published beginners' network whose weights are zeros, with the objection:
https://github.com/wagonhelm/NaNmnist/issues/2
"""

import torch

FILL = "zeros"
FAMILY = {"FILL": ("zeros", "ones")}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return getattr(torch, FILL)((num_inputs, num_neurons), requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
