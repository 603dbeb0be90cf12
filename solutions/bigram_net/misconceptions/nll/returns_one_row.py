"""How many dimensions has a single number?

Seen: a learner's loss, summed up from `torch.Tensor([0.0])`, has one dimension:
JasperDavidson/makemore, basic_models.py.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].log().mean(dim=0, keepdim=True)
