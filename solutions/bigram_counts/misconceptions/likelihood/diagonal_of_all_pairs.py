"""Every first character meets every second one, only to keep the diagonal of that.

Plainer: Print the shapes on the way for the five bigrams of `emma`: one of them is 5 by 5. The README's ten
lines on tensors take several cells of a table at once, and no others.

Seen: a blog on PyTorch takes the diagonal of `oupt[:,targets]` for its loss:
https://jamesmccaffreyblog.com/2022/12/02/computing-log_softmax-for-pytorch-directly/
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs][:, ys].diagonal().log().mean()
