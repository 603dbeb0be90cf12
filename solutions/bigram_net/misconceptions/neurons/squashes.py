"""Is there a non-linearity in this layer?

Plainer: Print the product of the two matrices beside what you return: they differ. The docstring says that
there is nothing more to this layer; which step of yours comes after the product?

Seen: the lecture sets this layer apart from such neurons where it goes from one to 27: no bias, and no
non-linearity like tanh.
"""

import torch

FUNCTION = "tanh"
FAMILY = {"FUNCTION": ("tanh", "sigmoid", "relu", "exp", "softmax")}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    logits = encoded @ weights
    return logits.softmax(dim=1) if FUNCTION == "softmax" else getattr(torch, FUNCTION)(logits)
