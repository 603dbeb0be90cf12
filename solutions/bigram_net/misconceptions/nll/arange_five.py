"""How many examples has your function, and how many has `emma`?

Seen: `arange(5)` kept for 228,146 rows.
"""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(5), ys].log().mean()
