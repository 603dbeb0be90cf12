"""How large is the product of hundreds of probabilities, in a float?

Plainer: Print your product for a few hundred examples, before its logarithm is taken: it is 0. The table in
section 5 of the README takes the logarithms at another moment.

Seen: among published mistakes as a kind: the log of zero, here by underflow.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].prod().log() / len(ys)
