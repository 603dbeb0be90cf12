"""Do the probabilities of one example know of each other?

Plainer: Print the sums of your rows: they are not 1. Then change one logit of a row: do the other
probabilities of this row notice?

Seen: a published course that took the one for the other:
https://github.com/hunkim/DeepLearningZeroToAll/issues/51
"""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return logits.sigmoid()
