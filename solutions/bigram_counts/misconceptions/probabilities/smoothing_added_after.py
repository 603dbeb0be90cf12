"""Smoothing comes too late here: it is for counts, and these are probabilities already.

Plainer: Print one row just before the line that adds `smoothing`: does it hold counts, or shares of them? The
docstring says which of the two is raised.

Seen: a fix to BLEU in nltk, where smoothing was for the count and came to the precision:
https://github.com/nltk/nltk/pull/1300
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float()
    return table / table.sum(dim=1, keepdim=True) + smoothing
