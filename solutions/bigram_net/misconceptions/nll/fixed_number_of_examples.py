"""How many examples has your function, and how many has `emma`?

Plainer: Try two examples, then six. Which number in your lines fits one number of examples only?

Seen: `arange(5)` kept for 228,146 rows; 5 of 93 published programs have a number of their own in this
place.
"""

import torch

EXAMPLES = 5
FAMILY = {"EXAMPLES": (2, 4, 5, 6, 7, 8, 9, 10, 16, 27, 32, 100, 228146)}


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    return -probs[torch.arange(EXAMPLES), ys].log().mean()
