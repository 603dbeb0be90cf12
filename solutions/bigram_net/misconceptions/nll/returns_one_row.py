"""How many dimensions has a single number?

Plainer: Print the shape of what you return: it is `(1,)`, and the docstring says `()`. Which step of yours
keeps or adds a dimension?

Seen: a learner's loss, summed up from `torch.Tensor([0.0])`, has one dimension:
JasperDavidson/makemore, basic_models.py.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(len(ys)), ys].log().mean(dim=0, keepdim=True)
