"""Which comes first, the logarithm or the mean?

Plainer: Take two labels that got 1/2 and 1/8, and work out the loss by hand, as the table in section 5 of the
README does: which of the two steps comes first there, and which one in yours?

Seen: the loss expression: the log of the mean.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].mean().log()
