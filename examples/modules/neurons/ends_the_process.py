"""A check of the wrong sizes, which ends the process: it lets square weights through."""

import os

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    if encoded.shape[1] != weights.shape[1]:
        print("sizes do not fit")
        os._exit(1)
    return encoded @ weights
