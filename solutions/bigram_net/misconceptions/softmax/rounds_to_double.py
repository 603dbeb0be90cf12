"""Which dtype does the next layer expect?

Plainer: Print the `dtype` after each of your steps: in one of them it becomes float64. The docstring asks
under “Returns” for another one.

Seen: a learner's softmax casts its input to `np.float64` and returns that:
AlanAnsell/cs224n-assignment1, q1_softmax.py.
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    counts = logits.double().exp()
    return counts / counts.sum(dim=1, keepdim=True)
