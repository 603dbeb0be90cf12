"""Does the result have exactly the dtype of the weights, which torch draws by default?

Seen: expected rather than counted: a rarer dtype that does not fit the weights.
"""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.one_hot(xs, num_classes=num_classes).double()
