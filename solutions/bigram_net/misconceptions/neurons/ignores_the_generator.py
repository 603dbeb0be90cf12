"""Does everybody get the same numbers from your function?

Plainer: Call `init_weights` twice, with a new generator of the same seed each time: the weights differ.
Search your line that draws for `generator`.

Seen: a parameter that is accepted and ignored.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
