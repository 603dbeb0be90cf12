"""How many dimensions has a single number?

Seen: expected rather than counted: `keepdim` where a scalar is asked for.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].log().mean(dim=0, keepdim=True)
