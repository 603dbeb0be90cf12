"""Which of the two matrices has the examples in its rows?

Plainer: Print the shapes of the two matrices in the order in which they stand in your line. The rows of the
first become the rows of the product: what should these be?

Seen: a beginner who turned the product of a tutorial round to Wx, and got a lower accuracy:
tensorflow/tensorflow#620.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return weights @ encoded
