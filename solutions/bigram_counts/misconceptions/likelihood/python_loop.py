"""The bigrams are visited one after the other; a table can be asked for all of them at once.

Plainer: Look for your loop: with all names it comes round 228,146 times. The README's ten lines on tensors
take several cells of a table at once, with two lists of numbers.

Seen: the `nll_loss` of a learner's published code adds up one bigram at a time: azuriru3/makemore-clone,
makemore/bigram.py.
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    total = torch.tensor(0.0)
    for x, y in zip(xs, ys, strict=True):
        total = total - torch.log(probabilities[x, y])
    return total / len(xs)
