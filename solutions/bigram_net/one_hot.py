"""Exercise 2: whole numbers as vectors that a neuron can take in."""

import torch
import torch.nn.functional as F


def one_hot(xs: torch.Tensor, num_classes: int) -> torch.Tensor:
    """Encode each index as a row that is 1 at this index and 0 everywhere else.

    The inputs of `emma`, 0 5 13 13 1, with 27 classes become five rows of 27 numbers. The first row
    has its 1 at the front (index 0), the third and the fourth row are equal.

    Look out: the rows are going to be multiplied with weights, so they have the dtype of weights.
    And the largest index that happens to be in `xs` says nothing about how many classes there are.

    Args:
        xs: the indices, of shape (n,) and dtype int64.
        num_classes: the length of each row.

    Returns:
        The rows, of shape (n, num_classes) and dtype float32.
    """
    ### BEGIN SOLUTION
    return F.one_hot(xs, num_classes=num_classes).float()
    ### END SOLUTION
