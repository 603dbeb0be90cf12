"""By how many numbers do you divide?

Plainer: Print the shape of what you average for `emma`: 5 rows of 27, most of them 0. How many of these
numbers belong to a label?

Seen: a published example whose mean over a one-hot product divides by the number of classes, too:
https://github.com/jax-ml/jax/issues/1023
"""

import torch
import torch.nn.functional as F


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -(F.one_hot(ys, probs.shape[1]) * probs.log()).mean()
