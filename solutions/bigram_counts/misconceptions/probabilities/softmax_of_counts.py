"""Counts are counts already, not logarithms of them: what is there to exponentiate?

Plainer: Take the row 0 0 1 0 without smoothing: your function gives something to what never came. Section 3
of the README makes probabilities of counts in one step; which of yours is another one?

Seen: a learner's notes on a bigram model tell of this mistake: 07Codex07/Mini_LLM, README.md.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return torch.softmax(counts.float() + smoothing, dim=1)
