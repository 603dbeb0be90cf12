"""Does torch still know how the loss came from the probabilities?

Plainer: Print your loss for probabilities that require a gradient: torch shows a `grad_fn` behind the number
if it has taken notes. Which step of yours hands on the bare numbers?

Seen: among the most frequent: the graph cut by `.data`, `.detach()` or numpy.
"""

import torch

AS_A_LEAF = False
FAMILY = {"AS_A_LEAF": (False, True)}


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    loss = -probs.data[torch.arange(len(ys)), ys].log().mean()
    return loss.requires_grad_(AS_A_LEAF)
