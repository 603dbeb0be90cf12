"""Which dtype do the examples have that meet these weights?

Plainer: Print the `dtype` of your weights: it is float64. Which step of yours asks for that? The docstring
says under “Returns” what it should be.

Seen: in a learner's code, where `w` is made from numpy's float64 and `x` is float32:
hamzeasadi/computational-ml, pytorch/pytorch_basics.py.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator).double().requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return (encoded.double() @ weights.double()).float()
