"""What does the backward pass of `exp` still need after you have overwritten it?

Plainer: Look for the line that writes the shares into the very tensor that holds the counts. For the backward
pass, torch needs the counts as they were.

Seen: operations in place inside a published softmax, so that `backward` raised:
https://github.com/rusty1s/pytorch_scatter/issues/119
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.exp()
    counts /= counts.sum(dim=1, keepdim=True)
    return counts
