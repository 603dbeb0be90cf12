"""Which function turns a log-count into a count?

Plainer: Take the docstring's row of log 1, log 2, log 5, and print the counts that you make of it: they
should be 1, 2 and 5. Section 4 of the README shows how a logarithm becomes a count.

Seen: a learner asks why softmax exponentiates, and the answer warns of absolute values:
https://discuss.codingblocks.com/t/why-the-exponent-function-is-used-in-softmax/85819
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.abs()
    return counts / counts.sum(dim=1, keepdim=True)
