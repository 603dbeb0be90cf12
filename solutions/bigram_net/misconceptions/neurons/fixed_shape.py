"""How many weights has a layer with three inputs and five neurons?

Plainer: Print the shape of your weights for 3 inputs and 5 neurons. Which numbers in your lines fit one layer
only?

Seen: `torch.randn((27, 27))` of the lecture inside a function; 41 of 76 published training loops have the
number in them.
"""

import torch

SIDE = 27
FAMILY = {"SIDE": (26, 27, 28)}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((SIDE, SIDE), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
