"""Do the drawn numbers fill the weights row by row?

Plainer: Print your weights for 2 inputs and 3 neurons, and below them six numbers drawn in one row with the
same seed: yours go down the columns. Which shape do you draw?

Seen: in a published layer, whose weights are filled through `weight.data.t()`, to match `nn.Linear`:
jihunchoi/lsoftmax-pytorch#3.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_neurons, num_inputs), generator=generator).T.requires_grad_()


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
