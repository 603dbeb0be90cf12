"""Does the result have exactly the dtype of the weights, which torch draws by default?

Plainer: Print the `dtype` of your result beside `torch.zeros(2).dtype`, which is that of weights. Which step
of yours asks for another one?

Seen: a newcomer's logistic regression, whose examples are cast with `.double()` and no longer fit the
weights: pytorch/pytorch#15436.
"""

import torch
import torch.nn.functional as F

DTYPE = "float64"
FAMILY = {"DTYPE": ("float64", "float16", "bfloat16", "int32", "bool")}


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    return F.one_hot(xs, num_classes=num_classes).to(getattr(torch, DTYPE))
