"""Which steps lead from the probabilities to the loss?

Plainer: Search your lines for a loss of torch's. The paragraph “Write” in section 5 of the README lists the
steps to take instead.

Seen: an answer on PyTorch's forum gives `torch.log(probs)` to `nn.NLLLoss`, beside the formula by hand:
https://discuss.pytorch.org/t/cross-entropy-loss-math-under-the-hood/79749/3
"""

import torch
import torch.nn.functional as F


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return F.nll_loss(probs.log(), ys)
