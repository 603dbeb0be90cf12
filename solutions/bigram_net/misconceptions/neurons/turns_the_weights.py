"""Which numbers of the weights belong to one neuron?

Plainer: Print the shapes of the two matrices just before they meet, for 27 inputs and 3 neurons. In the
docstring a neuron is a column of the weights: is it still one there?

Seen: a reader's correction of `np.dot(X, W1)`, which was right, to `np.dot(X, W1.T)`:
stephencwelch/Neural-Networks-Demystified#23.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights.T
