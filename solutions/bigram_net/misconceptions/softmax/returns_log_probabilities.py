"""Is a probability ever negative?

Seen: a question about negative "probabilities", which were log-probabilities:
https://github.com/google-research/bert/issues/765
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return logits - logits.exp().sum(dim=1, keepdim=True).log()
