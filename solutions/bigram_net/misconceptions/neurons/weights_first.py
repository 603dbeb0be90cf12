"""Which of the two matrices has the examples in its rows?

Seen: a beginner who turned the product of a tutorial round to Wx, and got a lower accuracy:
tensorflow/tensorflow#620.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return weights @ encoded
