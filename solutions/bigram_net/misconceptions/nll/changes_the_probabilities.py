"""What do the caller's probabilities look like after the call?

Plainer: Print the caller's probabilities before and after the call: they have changed. Which line of yours
writes into them? Methods whose name ends in `_` do, and so do signs such as `*=`.

Seen: a published log-loss that clips the caller's predictions in place:
https://github.com/uber/causalml/pull/943
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs.log_()[torch.arange(len(ys)), ys].mean()
