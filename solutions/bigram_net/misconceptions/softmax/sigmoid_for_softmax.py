"""Do the probabilities of one example know of each other?

Seen: a published course that took the one for the other:
https://github.com/hunkim/DeepLearningZeroToAll/issues/51
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return logits.sigmoid()
