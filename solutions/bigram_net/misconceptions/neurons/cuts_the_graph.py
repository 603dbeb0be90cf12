"""Does torch still know how the activations came from the weights?

Plainer: Print the result of `activations` for weights that require a gradient: torch shows a `grad_fn` behind
the numbers if it has taken notes. Which step of yours hands on the bare numbers?

Seen: among the most frequent: the graph cut by `.data`, `.detach()` or numpy.
"""

import torch

NO_NOTES = False
FAMILY = {"NO_NOTES": (False, True)}


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randn((num_inputs, num_neurons), generator=generator, requires_grad=True)


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    with torch.set_grad_enabled(torch.is_grad_enabled() and not NO_NOTES):
        return encoded @ weights.data
