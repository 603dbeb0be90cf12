"""Which steps lead from the probabilities to the loss, if none of torch's own losses takes them for you?

Plainer: Search your lines for a loss of torch's. The paragraph “Write” in section 5 of the README lists the
steps to take instead.

Seen: `CrossEntropyLoss` given log-probabilities in published code:
https://github.com/dev-chauhan/PQG-pytorch/issues/7
"""

import torch
import torch.nn.functional as F


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return F.cross_entropy(probs.log(), ys)
