"""Counts are counts already, not logarithms of them: what is there to exponentiate?

Seen: a learner's notes on a bigram model tell of this mistake: 07Codex07/Mini_LLM, README.md.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return torch.softmax(counts.float() + smoothing, dim=1)
