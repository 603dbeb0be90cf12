"""Is a probability ever negative?

Plainer: Print a row of your result: its numbers are negative. They are the logarithms of what is asked for;
which step of yours takes a logarithm?

Seen: a question about negative "probabilities", which were log-probabilities:
https://github.com/google-research/bert/issues/765
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return logits - logits.exp().sum(dim=1, keepdim=True).log()
