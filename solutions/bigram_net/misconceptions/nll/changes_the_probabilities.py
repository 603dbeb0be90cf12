"""What do the caller's probabilities look like after the call?

Seen: a published log-loss that clips the caller's predictions in place:
https://github.com/uber/causalml/pull/943
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs.log_()[torch.arange(len(ys)), ys].mean()
