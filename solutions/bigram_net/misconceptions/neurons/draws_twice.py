"""What did the generator give away before your weights were drawn?

Plainer: Search `init_weights` for each line that uses the generator: every one takes numbers out of it, also
where its result is not kept. The weights should be the first ones.

Seen: a user who expects the second of two draws after one seed to give the numbers of the first:
pytorch/pytorch#33664.
"""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    torch.randn((num_inputs, num_neurons), generator=generator)
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return encoded @ weights
