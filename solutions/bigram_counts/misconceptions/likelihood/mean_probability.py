"""The average is that of the probabilities; the logarithm has been left out.

Plainer: Try a single bigram with the probability 1/2: the loss should be 0.6931. Section 4 of the README has
a step between the probability and the mean.

Seen: a report of NLLLoss on probabilities whose logarithm is missing, so that the loss is negative:
https://github.com/AnubhavGupta3377/Text-Classification-Models-Pytorch/issues/9
"""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probabilities[xs, ys].mean()
