"""Which operator makes dot products of rows with columns?

Plainer: Look at the sign between your two matrices. The last of the README's ten lines on tensors shows a
product of matrices, which adds up what a row makes of a column: compare the two signs.

Seen: a correction proposed by somebody who took numpy's `*` for the matrix product:
mikecroucher/nearest_correlation#4.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded * weights
